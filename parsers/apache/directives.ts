import type { Reading } from '../part.ts';

/**
 * What httpd's directives print. A key with braces is one argument of a directive, in lower case; the bare
 * letter stands for every other argument. What has no field is read and dropped.
 *
 * - https://httpd.apache.org/docs/2.4/mod/mod_log_config.html#formats
 * - https://httpd.apache.org/docs/2.4/mod/mod_logio.html (%I %O %S %^FB; %^FU in trunk)
 * - https://httpd.apache.org/docs/2.4/mod/mod_ssl.html#logformats (%x %c)
 * - https://github.com/apache/httpd/blob/trunk/modules/loggers/mod_log_config.c (%F in trunk)
 */
export const directives: Readonly<Record<string, Reading>> = {
  a: { kind: 'text', field: 'client' },
  '{c}a': { kind: 'text', field: 'peer' },
  A: { kind: 'text' },
  b: { kind: 'number', field: 'bodyBytes', unit: 'count' },
  B: { kind: 'number', field: 'bodyBytes', unit: 'count' },
  c: { kind: 'text' },
  C: { kind: 'text' },
  D: { kind: 'number', field: 'durationMs', unit: 'us' },
  e: { kind: 'text' },
  f: { kind: 'text' },
  F: { kind: 'text' },
  // A host name where HostnameLookups is on: `%a` says more about who the client is.
  h: { kind: 'text', field: 'client', weak: true },
  '{c}h': { kind: 'text', field: 'peer', weak: true },
  H: { kind: 'text', field: 'protocol' },
  i: { kind: 'text' },
  '{host}i': { kind: 'text', field: 'vhost', weak: true },
  '{referer}i': { kind: 'text', field: 'referer' },
  '{user-agent}i': { kind: 'text', field: 'agent' },
  '{x-forwarded-for}i': { kind: 'text', field: 'forwardedFor', list: true },
  I: { kind: 'number', field: 'bytesIn', unit: 'count' },
  k: { kind: 'text' },
  l: { kind: 'text', field: 'ident' },
  L: { kind: 'text' },
  m: { kind: 'text', field: 'method' },
  n: { kind: 'text' },
  o: { kind: 'text' },
  O: { kind: 'number', field: 'bytesOut', unit: 'count' },
  p: { kind: 'text' },
  P: { kind: 'text' },
  q: { kind: 'text', field: 'query', opener: '?' },
  r: { kind: 'request' },
  R: { kind: 'text' },
  // `%>s`, the status after internal redirects, is the one that went out.
  s: { kind: 'number', field: 'status', unit: 'count', weak: true },
  S: { kind: 'text' },
  T: { kind: 'number', field: 'durationMs', unit: 's', weak: true },
  '{s}T': { kind: 'number', field: 'durationMs', unit: 's', weak: true },
  '{ms}T': { kind: 'number', field: 'durationMs', unit: 'ms' },
  '{us}T': { kind: 'number', field: 'durationMs', unit: 'us' },
  u: { kind: 'text', field: 'user' },
  U: { kind: 'text', field: 'path', opener: '/' },
  v: { kind: 'text', field: 'vhost' },
  V: { kind: 'text', field: 'vhost', weak: true },
  x: { kind: 'text' },
  X: { kind: 'text', field: 'connection' },
  '^FB': { kind: 'text' },
  '^FU': { kind: 'text' },
  '^ti': { kind: 'text' },
  '^to': { kind: 'text' },
};

/** Directives that take no other arguments than the listed ones. */
export const strictDirectives: ReadonlySet<string> = new Set(['T']);
