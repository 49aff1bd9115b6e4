import { isAbsolute } from 'node:path/posix';
import { distinctLogs, mixedFiles } from '../distinct-logs.ts';
import type { ConfiguredLog } from '../server-config.ts';
import type { Scope, Setting } from './server-config-scope.ts';
import { switchOf, textsOf } from './server-config-values.ts';

/** What makes the log of a scope another one: https://redmine.lighttpd.net/projects/lighttpd/wiki/Mod_accesslog */
const logOptions: readonly string[] = [
  'accesslog.escaping',
  'accesslog.filename',
  'accesslog.format',
  'accesslog.use-syslog',
];

/** The preset of the format without `accesslog.format`: that of every version from 1.4.20 on at least. */
const DEFAULT_FORMAT = 'lighttpd';

export interface LogReading {
  readonly logs: readonly ConfiguredLog[];
  readonly notes: readonly string[];
}

/** The access logs of a configuration: that of the global scope, and those of scopes that change it. */
export function logsOf(global: Scope): LogReading {
  const reader = new LogReader();
  const modules = global.find('server.modules')?.value;
  const isWhole = global.has('server.document-root') && modules !== undefined;
  if (isWhole && !textsOf(modules).includes('mod_accesslog')) {
    reader.notes.add('mod_accesslog is not in server.modules: lighttpd writes no access log');
  }
  for (const scope of global.all()) {
    if (logOptions.some((option) => scope.has(option))) reader.read(scope);
  }
  return { logs: distinctLogs(reader.logs), notes: [...reader.notes, ...mixedFiles(reader.logs)] };
}

class LogReader {
  readonly logs: ConfiguredLog[] = [];
  readonly notes: Set<string> = new Set();

  read(scope: Scope): void {
    const format = this.#formatOf(scope);
    if (format === undefined) return;
    const syslog = scope.find('accesslog.use-syslog');
    if (syslog !== undefined && switchOf(syslog.value) === true) {
      const where = text('accesslog.use-syslog', syslog, scope);
      this.notes.add(
        `${where}: no file; for what syslog writes: --log-format 'syslog:${spec(format)}'`,
      );
      return;
    }
    const filename = scope.find('accesslog.filename');
    if (filename === undefined) return;
    const directive = text('accesslog.filename', filename, scope);
    const path = this.#fileOf(filename.value, directive, format);
    if (path === undefined) return;
    this.logs.push({
      path,
      format,
      ...(scope.host === undefined ? {} : { vhost: scope.host }),
      directive,
    });
  }

  #formatOf(scope: Scope): string | undefined {
    if (scope.find('accesslog.escaping')?.value === 'json') {
      this.notes.add('accesslog.escaping = "json": texts keep what it writes as \\u00HH');
    }
    const setting = scope.find('accesslog.format');
    if (setting === undefined) return DEFAULT_FORMAT;
    if (typeof setting.value === 'string') return setting.value;
    this.notes.add(`${text('accesslog.format', setting, scope)}: the format is not known`);
    return undefined;
  }

  #fileOf(path: Setting['value'], directive: string, format: string): string | undefined {
    if (typeof path !== 'string') {
      this.notes.add(`${directive}: the path is not known`);
      return undefined;
    }
    if (path === '' || path === '/dev/null') {
      this.notes.add(`${directive}: these requests are in no log`);
      return undefined;
    }
    const file = path.startsWith('|') ? pipedFile(path) : path;
    if (file === undefined) {
      this.notes.add(`${directive}: a command; for what it writes: --log-format '${spec(format)}'`);
    } else if (!isAbsolute(file)) {
      this.notes.add(`${directive}: relative to where lighttpd was started`);
    }
    return file;
  }
}

/** The file that a command such as cronolog or rotatelogs is given: the last absolute path behind its own. */
function pipedFile(command: string): string | undefined {
  const [, ...words] = command.slice(1).trim().split(/\s+/);
  return words.findLast(isAbsolute);
}

/** What `--log-format` takes. */
function spec(format: string): string {
  return format === DEFAULT_FORMAT ? format : `lighttpd:${format}`;
}

/** An assignment as it stands, and where: `accesslog.filename = "/var/log/x.log" (lighttpd.conf:7)`. */
function text(name: string, { value, place }: Setting, scope: Scope): string {
  const shown = typeof value === 'string' ? ` = "${value}"` : '';
  return `${name}${shown}${scope.condition === '' ? '' : ` in ${scope.condition}`} (${place})`;
}
