import type { Reading } from '../part.ts';

/**
 * What lighttpd's directives print; the notation is httpd's, the meanings are its own. `%l` is written as `-`
 * without asking anyone, `%h` is the address (`%a`), `%P` prints nothing.
 *
 * - https://redmine.lighttpd.net/projects/lighttpd/wiki/Mod_accesslog
 * - https://github.com/lighttpd/lighttpd1.4/blob/master/src/mod_accesslog.c
 */
export const directives: Readonly<Record<string, Reading>> = {
  a: { kind: 'text', field: 'client' },
  A: { kind: 'text' },
  b: { kind: 'number', field: 'bodyBytes', unit: 'count' },
  B: { kind: 'number', field: 'bodyBytes', unit: 'count' },
  C: { kind: 'text' },
  D: { kind: 'number', field: 'durationMs', unit: 'us' },
  e: { kind: 'text' },
  f: { kind: 'text' },
  h: { kind: 'text', field: 'client' },
  H: { kind: 'text', field: 'protocol' },
  i: { kind: 'text' },
  '{host}i': { kind: 'text', field: 'vhost', weak: true },
  '{referer}i': { kind: 'text', field: 'referer' },
  '{user-agent}i': { kind: 'text', field: 'agent' },
  '{x-forwarded-for}i': { kind: 'text', field: 'forwardedFor', list: true },
  I: { kind: 'number', field: 'bytesIn', unit: 'count' },
  k: { kind: 'text' },
  l: { kind: 'text', field: 'ident' },
  m: { kind: 'text', field: 'method' },
  n: { kind: 'text' },
  o: { kind: 'text' },
  O: { kind: 'number', field: 'bytesOut', unit: 'count' },
  p: { kind: 'text' },
  '{canonical}p': { kind: 'text' },
  '{local}p': { kind: 'text' },
  '{remote}p': { kind: 'text' },
  P: { kind: 'text' },
  // The query without its question mark, unlike httpd's.
  q: { kind: 'text', field: 'query' },
  r: { kind: 'request' },
  s: { kind: 'number', field: 'status', unit: 'count' },
  T: { kind: 'number', field: 'durationMs', unit: 's', weak: true },
  '{s}T': { kind: 'number', field: 'durationMs', unit: 's', weak: true },
  '{sec}T': { kind: 'number', field: 'durationMs', unit: 's', weak: true },
  '{ms}T': { kind: 'number', field: 'durationMs', unit: 'ms' },
  '{msec}T': { kind: 'number', field: 'durationMs', unit: 'ms' },
  '{us}T': { kind: 'number', field: 'durationMs', unit: 'us' },
  '{usec}T': { kind: 'number', field: 'durationMs', unit: 'us' },
  '{ns}T': { kind: 'number', field: 'durationMs', unit: 'ns' },
  '{nsec}T': { kind: 'number', field: 'durationMs', unit: 'ns' },
  u: { kind: 'text', field: 'user' },
  U: { kind: 'text', field: 'path', opener: '/' },
  v: { kind: 'text', field: 'vhost', weak: true },
  // The Host that the client asked for.
  V: { kind: 'text', field: 'vhost' },
  X: { kind: 'text', field: 'connection' },
};

/** Directives that take no other arguments than the listed ones. */
export const strictDirectives: ReadonlySet<string> = new Set(['T', 'p']);
