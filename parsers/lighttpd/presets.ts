import type { Preset } from '../contract.ts';

const DEFAULT = '%h %V %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"';

const head = '192.0.2.7 www.example.org - [21/Nov/2026:03:38:46 +0100] "GET /a?b=1 HTTP/1.1" 200';
const tail = '"-" "say \\"hi\\""';
const record = {
  client: '192.0.2.7',
  vhost: 'www.example.org',
  endMs: Date.UTC(2026, 10, 21, 2, 38, 46),
  request: 'GET /a?b=1 HTTP/1.1',
  method: 'GET',
  target: '/a?b=1',
  protocol: 'HTTP/1.1',
  status: 200,
  bodyBytes: 3,
  agent: 'say "hi"',
} as const;

/**
 * lighttpd's built-in format, alone and with a duration behind (`_d` for `%D`, `_t` for `%T`); and one for a
 * lighttpd behind a proxy, with bytes and duration in the middle.
 *
 * - https://github.com/lighttpd/lighttpd1.4/blob/master/src/mod_accesslog.c
 * - https://github.com/google/mtail/blob/main/examples/lighttpd.mtail (the proxied one)
 */
export const presets: readonly Preset[] = [
  {
    name: 'lighttpd',
    format: DEFAULT,
    samples: [
      { line: `${head} 3 ${tail}`, record },
      {
        line: '192.0.2.7 - - [21/Nov/2026:03:38:46 +0100] "  " 400 0 "-" "-"',
        record: {
          client: '192.0.2.7',
          endMs: record.endMs,
          request: '  ',
          status: 400,
          bodyBytes: 0,
        },
      },
    ],
  },
  {
    name: 'lighttpd_d',
    format: `${DEFAULT} %D`,
    samples: [{ line: `${head} 3 ${tail} 1418`, record: { ...record, durationMs: 1.418 } }],
  },
  {
    name: 'lighttpd_t',
    format: `${DEFAULT} %T`,
    samples: [{ line: `${head} 3 ${tail} 2`, record: { ...record, durationMs: 2000 } }],
  },
  {
    name: 'lighttpd_proxied',
    format: '%{X-Forwarded-For}i %h %u %t "%r" %>s %b %I %O %T "%{Referer}i" "%{User-Agent}i"',
    samples: [
      {
        line: `198.51.100.1, 10.0.0.1 192.0.2.7 - [21/Nov/2026:03:38:46 +0100] "GET / HTTP/1.0" 200 191 367 464 1 "-" "nsscache"`,
        record: {
          forwardedFor: '198.51.100.1, 10.0.0.1',
          client: '192.0.2.7',
          endMs: record.endMs,
          request: 'GET / HTTP/1.0',
          method: 'GET',
          target: '/',
          protocol: 'HTTP/1.0',
          status: 200,
          bodyBytes: 191,
          bytesIn: 367,
          bytesOut: 464,
          durationMs: 1000,
          agent: 'nsscache',
        },
      },
    ],
  },
];
