import type { ConfiguredLog } from '../server-config.ts';
import { pipedFile } from './server-config-piped.ts';
import { serverPath } from './server-config-places.ts';
import type { Directive, DirectiveReading } from './server-config-reader.ts';

/** The format of `TransferLog` where no `LogFormat` says another, and of the nickname `CLF`. */
const DEFAULT_FORMAT = '%h %l %u %t "%r" %>s %b';

/** Nicknames that stand for it where the configuration defines them nowhere. */
const defaultNicknames: ReadonlySet<string> = new Set(['CLF', 'common']);

/** The directives that write a log: https://httpd.apache.org/docs/2.4/mod/mod_log_config.html */
const logDirectives: ReadonlySet<string> = new Set(['customlog', 'globallog', 'transferlog']);

/** What a server or virtual host says of formats. */
interface Formats {
  readonly byNickname: Map<string, string>;
  /** That of `LogFormat` without a nickname, which `TransferLog` uses. */
  unnamed?: string;
}

export interface LogReading {
  readonly logs: readonly ConfiguredLog[];
  readonly notes: readonly string[];
}

/** The access logs of a configuration. Formats are looked up at its end: a nickname may be defined after its use. */
export function logsOf({ directives, serverRoot }: DirectiveReading): LogReading {
  const formats = formatsOf(directives);
  const names = namesOf(directives);
  const logs: ConfiguredLog[] = [];
  const notes: string[] = [];
  for (const directive of directives) {
    if (!logDirectives.has(directive.name)) continue;
    const path = fileOf(directive);
    const format = formatOf(directive, formats);
    if (path === undefined) notes.push(`${directive.text} names no file that is known`);
    else if (format === undefined)
      notes.push(`${directive.text} has a format that no LogFormat defines`);
    else if (path !== '/dev/null') {
      const vhost = names.get(directive.virtualHost);
      logs.push({
        path: serverPath(path, serverRoot),
        format,
        ...(vhost === undefined ? {} : { vhost }),
        directive: directive.text,
      });
    }
  }
  return { logs, notes };
}

function fileOf({ words: [target = ''] }: Directive): string | undefined {
  return target.startsWith('|') ? pipedFile(target) : target;
}

function formatsOf(directives: readonly Directive[]): ReadonlyMap<number, Formats> {
  const formats = new Map<number, Formats>();
  for (const { name, words, virtualHost } of directives) {
    const [format, nickname] = words;
    if (name !== 'logformat' || format === undefined) continue;
    const own = formats.get(virtualHost) ?? { byNickname: new Map<string, string>() };
    formats.set(virtualHost, own);
    if (nickname === undefined) own.unnamed = format;
    else own.byNickname.set(nickname, format);
  }
  return formats;
}

/** A virtual host's own formats go before those of the main server. */
function formatOf(
  { name, words: [, format], virtualHost }: Directive,
  formats: ReadonlyMap<number, Formats>,
): string | undefined {
  const [own, main] = [formats.get(virtualHost), formats.get(0)];
  if (name === 'transferlog' || format === undefined) {
    const unnamed = own?.unnamed ?? main?.unnamed ?? DEFAULT_FORMAT;
    return byNickname(unnamed, own, main) ?? unnamed;
  }
  const known = byNickname(format, own, main);
  return known ?? (format.includes('%') ? format : undefined);
}

function byNickname(
  nickname: string,
  own: Formats | undefined,
  main: Formats | undefined,
): string | undefined {
  const defined = own?.byNickname.get(nickname) ?? main?.byNickname.get(nickname);
  return defined ?? (defaultNicknames.has(nickname) ? DEFAULT_FORMAT : undefined);
}

/** The names of virtual hosts, without scheme and port. */
function namesOf(directives: readonly Directive[]): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const { name, words, virtualHost } of directives) {
    if (name !== 'servername' || virtualHost === 0) continue;
    const host = words[0]?.replace(/^\w+:\/\//, '').replace(/:\d+$/, '');
    if (host !== undefined && host !== '') names.set(virtualHost, host);
  }
  return names;
}
