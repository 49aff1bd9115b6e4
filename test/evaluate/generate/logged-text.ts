import type { ServerName } from './log-formats.ts';

// What would end a field or a line, or is no ASCII.
const UNSAFE = /["\\\p{Cc}\u0080-\u{10ffff}]/gu;

/** A client's text as a server writes it between quotes: https://httpd.apache.org/docs/2.4/mod/mod_log_config.html, https://nginx.org/en/docs/http/ngx_http_log_module.html. */
export function loggedText(text: string, server: ServerName): string {
  // uWSGI escapes nothing; a line feed cannot come with a request.
  if (server === 'uwsgi') return text.replaceAll(/\p{Cc}/gu, '');
  return text.replaceAll(UNSAFE, (character) => escaped(character, server));
}

function escaped(character: string, server: Exclude<ServerName, 'uwsgi'>): string {
  if (server !== 'nginx' && character === '"') return '\\"';
  if (server === 'apache' && character === '\\') return '\\\\';
  return [...Buffer.from(character)].map((byte) => `\\x${hex(byte, server)}`).join('');
}

function hex(byte: number, server: ServerName): string {
  const digits = byte.toString(16).padStart(2, '0');
  return server === 'apache' ? digits : digits.toUpperCase();
}
