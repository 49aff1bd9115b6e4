import { isMiss, type LineParser, type LogFormatRoom, type Miss } from './contract.ts';
import { nearest } from './nearest.ts';
import { prefixes } from './prefix.ts';
import { prefixedParser } from './prefixed-parser.ts';
import { rooms } from './rooms.ts';

/** A format to read a log with. */
export interface CompiledFormat {
  readonly room: LogFormatRoom;
  readonly parser: LineParser;
  /** A preset's name, or `room:format string`, behind those of prefixes: `compileFormat` takes it back. */
  readonly name: string;
}

/** What stands around one line at most, one around the other: a syslog header in docker's JSON, grepped. */
export const MAX_PREFIXES = 3;

/** What begins lighttpd's own format, with the host where httpd has the user of identd. */
const LIGHTTPD_START = '%h %V %u %t "%r" %>s %b';

/**
 * Compiles what a person gives as a log's format: a preset's name, or a format string with or without the
 * server's name and a colon before it. Without a name `$` says nginx, `%(` uWSGI and `%` Apache, except where the
 * string is lighttpd's own. In front of all may stand what a logger has put around the lines:
 * `syslog:combined`, `docker:json:client=ip`.
 */
export function compileFormat(spec: string): CompiledFormat | Miss {
  return compilePrefixed(spec, 0);
}

function compilePrefixed(spec: string, depth: number): CompiledFormat | Miss {
  const prefix = prefixes.find(({ name }) => spec.trimStart().startsWith(`${name}:`));
  if (prefix === undefined) return compileOwn(spec);
  if (depth === MAX_PREFIXES)
    return { reason: `more than ${MAX_PREFIXES} prefixes`, field: prefix.name };
  const inner = compilePrefixed(spec.trimStart().slice(prefix.name.length + 1), depth + 1);
  if (isMiss(inner)) return inner;
  const parser = prefixedParser(prefix, inner.parser);
  return { room: inner.room, parser, name: `${prefix.name}:${inner.name}` };
}

function compileOwn(spec: string): CompiledFormat | Miss {
  const text = spec.trim();
  for (const room of rooms) {
    const preset = room.presets.find(({ name }) => name === text);
    if (preset !== undefined) return compileIn(room, preset.format, preset.name);
    const prefix = `${room.name}:`;
    if (spec.startsWith(prefix)) return compileIn(room, spec.slice(prefix.length), spec);
  }
  const room = rooms.find(({ name }) => name === roomOf(spec));
  return room === undefined ? unknownName(text) : compileIn(room, spec, `${room.name}:${spec}`);
}

function compileIn(room: LogFormatRoom, format: string, name: string): CompiledFormat | Miss {
  const parser = room.compile(format);
  return isMiss(parser) ? parser : { room, parser, name };
}

function roomOf(format: string): string | undefined {
  if (!format.includes('%')) return format.includes('$') ? 'nginx' : undefined;
  if (/%\(\w/.test(format)) return 'uwsgi';
  if (/\$\w/.test(format)) return 'nginx';
  const plain = format.trimStart().replaceAll('\\"', '"');
  return plain.startsWith(LIGHTTPD_START) ? 'lighttpd' : 'apache';
}

function unknownName(text: string): Miss {
  const names = rooms.flatMap(({ presets }) => presets.map(({ name }) => name));
  const near = nearest(text, names);
  const hint = near === undefined ? `the presets are ${names.join(', ')}` : `did you mean ${near}?`;
  return { reason: `${JSON.stringify(text)} is no preset and no format string; ${hint}` };
}
