import { basename, dirname, isAbsolute, join } from 'node:path/posix';
import { distinctLogs, mixedFiles } from '../distinct-logs.ts';
import type { ConfiguredLog } from '../server-config.ts';
import { type Directive, directiveText } from './server-config-directives.ts';
import { LogFormats } from './server-config-formats.ts';

/** Blocks that may hold `access_log`: https://nginx.org/en/docs/http/ngx_http_log_module.html#access_log */
const logBlocks: ReadonlySet<string> = new Set(['server', 'location', 'if', 'limit_except']);

/** Named in one note at most. */
const MAX_NAMED = 3;

export interface LogReading {
  readonly logs: readonly ConfiguredLog[];
  readonly notes: readonly string[];
}

/** Blocks of the main file beside `http`: without any, the file is a part that `http` includes. */
const mainBlocks: ReadonlySet<string> = new Set(['events', 'http', 'mail', 'stream']);

/** The access logs that the content of the main file writes, which lies at `path`. */
export function logsOf(main: readonly Directive[], path: string): LogReading {
  const reader = new LogReader(path);
  const http = main.find(({ name }) => name === 'http')?.block;
  if (http !== undefined) reader.readHttp(http);
  else if (!main.some(({ name }) => mainBlocks.has(name))) reader.readPart(main);
  return { logs: distinctLogs(reader.logs), notes: [...reader.notes, ...mixedFiles(reader.logs)] };
}

class LogReader {
  readonly logs: ConfiguredLog[] = [];
  readonly #path: string;
  readonly #formats = new LogFormats();
  readonly #notes = new Set<string>();
  readonly #unlogged: string[] = [];

  constructor(path: string) {
    this.#path = path;
  }

  get notes(): readonly string[] {
    const [some, more] = [this.#unlogged.slice(0, MAX_NAMED), this.#unlogged.length - MAX_NAMED];
    if (some.length === 0) return [...this.#notes];
    const names = `${some.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    return [...this.#notes, `access_log is off: requests to ${names} are in no log`];
  }

  readHttp(http: readonly Directive[]): void {
    this.#readContent(http);
    const servers = http.filter(({ name }) => name === 'server');
    const inherits = servers.length === 0 || servers.some(({ block }) => !decides(block));
    if (!decides(http) && inherits) this.#default();
    if (decides(http) && !inherits) {
      this.#notes.add('every server has an access_log of its own: that of http is not written');
    }
  }

  readPart(http: readonly Directive[]): void {
    this.#notes.add('no http block: read as a part that one includes');
    this.#readContent(http);
  }

  #readContent(http: readonly Directive[]): void {
    for (const directive of http) {
      if (directive.name === 'log_format') this.#formats.define(directive);
    }
    this.#readBlock(http, { name: 'http', vhost: undefined });
  }

  #readBlock(
    block: readonly Directive[],
    inside: { readonly name: string; readonly vhost: string | undefined },
  ): void {
    for (const directive of block) {
      if (directive.name === 'access_log') this.#readLog(directive, inside);
      if (directive.block === undefined || !logBlocks.has(directive.name)) continue;
      const vhost = directive.name === 'server' ? serverName(directive.block) : inside.vhost;
      const name = [directive.name, ...directive.args].join(' ');
      this.#readBlock(directive.block, {
        name: vhost === undefined ? name : `${name} of ${vhost}`,
        vhost,
      });
    }
  }

  #readLog(
    directive: Directive,
    inside: { readonly name: string; readonly vhost: string | undefined },
  ): void {
    const [target = '', formatName = 'combined', ...parameters] = directive.args;
    const where = directiveText(directive);
    if (target === 'off' || target === '/dev/null') {
      this.#unlogged.push(inside.name);
      return;
    }
    if (target === '') {
      this.#notes.add(`${where}: names no file`);
      return;
    }
    const format = this.#formats.find(formatName);
    if (format === undefined) {
      this.#notes.add(`${where}: no log_format defines ${formatName}`);
      return;
    }
    const condition = parameters.find((parameter) => parameter.startsWith('if='));
    if (condition !== undefined)
      this.#notes.add(`${where}: only requests of ${condition} are in it`);
    if (format.includes('\n'))
      this.#notes.add(`${where}: the format has several lines for a request`);
    if (target.startsWith('syslog:')) {
      this.#notes.add(
        `${where}: no file; for what syslog writes: --log-format 'syslog:${named(format)}'`,
      );
      return;
    }
    const { vhost } = inside;
    this.logs.push({
      path: this.#absolute(target, where),
      format,
      ...(vhost === undefined ? {} : { vhost }),
      directive: where,
    });
  }

  /**
   * A path as nginx opens it: relative ones are below the prefix, which `nginx -V` shows and which is the folder above
   * only where the configuration lies in one called `conf`, as built from source.
   */
  #absolute(target: string, where: string): string {
    if (/\$\{?\w/.test(target)) this.#notes.add(`${where}: variables name its files`);
    if (isAbsolute(target)) return target;
    const folder = dirname(this.#path);
    if (basename(folder) === 'conf') return join(folder, '..', target);
    this.#notes.add(`${where}: relative to the prefix of nginx, which nginx -V shows`);
    return target;
  }

  /**
   * The log that nginx writes when nothing names one is given when it is built.
   *
   * - https://nginx.org/en/docs/configure.html (--http-log-path; logs/access.log below the prefix without)
   * - https://nginx.org/en/linux_packages.html, Debian, Fedora, Alpine: /var/log/nginx/access.log
   */
  #default(): void {
    const folder = dirname(this.#path);
    const path =
      basename(folder) === 'conf'
        ? join(folder, '../logs/access.log')
        : '/var/log/nginx/access.log';
    this.#notes.add(`no access_log says where: taken to be ${path}, in the combined format`);
    this.logs.push({ path, format: 'nginx' });
  }
}

/** Whether a block says itself where its requests are logged; else it does what the one around it does. */
function decides(block: readonly Directive[] | undefined): boolean {
  return block?.some(({ name }) => name === 'access_log') === true;
}

/** The first name that is one: not `_`, no pattern, no variable. */
function serverName(block: readonly Directive[]): string | undefined {
  return block
    .filter(({ name }) => name === 'server_name')
    .flatMap(({ args }) => args)
    .find((name) => name !== '_' && /^\w[^*$]*$/.test(name));
}

function named(format: string): string {
  return format === 'nginx' ? format : `nginx:${format}`;
}
