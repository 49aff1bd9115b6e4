import { isAbsolute } from 'node:path/posix';
import { distinctLogs } from '../distinct-logs.ts';
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
  return { logs: distinctLogs(reader.logs), notes: [...reader.notes] };
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
    const where = text('accesslog.filename', filename, scope);
    if (this.#isFile(filename.value, where, format)) {
      this.logs.push({
        path: filename.value,
        format,
        ...(scope.host === undefined ? {} : { vhost: scope.host }),
        directive: where,
      });
    }
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

  #isFile(path: Setting['value'], where: string, format: string): path is string {
    if (typeof path !== 'string') this.notes.add(`${where}: the path is not known`);
    else if (path === '') this.notes.add(`${where}: these requests are in no log`);
    else if (path.startsWith('|')) {
      this.notes.add(`${where}: a command; for what it writes: --log-format '${spec(format)}'`);
    } else {
      if (!isAbsolute(path)) this.notes.add(`${where}: relative to where lighttpd was started`);
      return true;
    }
    return false;
  }
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
