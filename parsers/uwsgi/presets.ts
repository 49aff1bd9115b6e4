import type { Preset } from '../contract.ts';
import { DEFAULT_FORMAT } from './default-line.ts';

const COMBINED =
  '%(addr) - %(user) [%(ltime)] "%(method) %(uri) %(proto)" %(status) %(size) "%(referer)" "%(uagent)"';

const request = {
  client: '192.0.2.7',
  method: 'GET',
  target: '/a?b=1',
  protocol: 'HTTP/1.1',
  status: 200,
} as const;
const startMs: number = Date.UTC(2026, 10, 21, 3, 43, 25);
const head = '[pid: 41|app: 0|req: 1/3] 192.0.2.7 () {34 vars in 576 bytes}';
const line = `${head} [Sat Nov 21 03:43:25 2026] GET /a?b=1 => generated 12940 bytes in`;
const tail = '(HTTP/1.1 200) 2 headers in 82 bytes (1 switches on core 1)';
const record = { ...request, startMs, bodyBytes: 12940, bytesOut: 13022 } as const;

/**
 * The line that uWSGI writes without a `log-format`, with all its variants, and the format that its documentation
 * gives for a log like Apache's.
 *
 * - https://uwsgi-docs.readthedocs.io/en/latest/LogFormat.html
 * - https://github.com/unbit/uwsgi/blob/master/core/logging.c (uwsgi_logit_simple)
 */
export const presets: readonly Preset[] = [
  {
    name: 'uwsgi',
    format: DEFAULT_FORMAT,
    samples: [
      { line: `${line} 46 msecs ${tail}`, record: { ...record, durationMs: 46 } },
      { line: `${line} 68 micros ${tail}`, record: { ...record, durationMs: 0.068 } },
      { line: `${line} 7 msecs via sendfile() ${tail}`, record: { ...record, durationMs: 7 } },
      {
        line: '[pid: 5|app: -1|req: -1/1]  (jo) {46 vars in 806 bytes} [Fri Dec  5 17:32:23 2026] POST /cgi => generated 0 bytes in 0 msecs (HTTP/1.0 404) 0 headers in 35 bytes (0 async switches on async core 0)',
        record: {
          user: 'jo',
          startMs: Date.UTC(2026, 11, 5, 17, 32, 23),
          method: 'POST',
          target: '/cgi',
          bodyBytes: 0,
          bytesOut: 35,
          durationMs: 0,
          protocol: 'HTTP/1.0',
          status: 404,
        },
      },
    ],
  },
  {
    name: 'uwsgi_combined',
    format: COMBINED,
    samples: [
      {
        line: '192.0.2.7 - - [21/Nov/2026:05:43:25 +0200] "GET /a?b=1 HTTP/1.1" 200 13022 "http://www.example.org/" "curl"',
        record: {
          ...request,
          request: 'GET /a?b=1 HTTP/1.1',
          startMs,
          bytesOut: 13022,
          referer: 'http://www.example.org/',
          agent: 'curl',
        },
      },
    ],
  },
];
