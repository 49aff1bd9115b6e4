import type { Preset } from '../contract.ts';

const COMBINED =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';
const MAIN = `${COMBINED} "$http_x_forwarded_for"`;
const UPSTREAM_TIMES =
  'rt=$request_time uct="$upstream_connect_time" uht="$upstream_header_time" urt="$upstream_response_time"';

const line =
  '192.0.2.7 - - [21/Nov/2026:03:43:25 +0000] "GET /a?b=1 HTTP/1.1" 200 3 "-" "say \\x22hi\\x22"';
const record = {
  client: '192.0.2.7',
  endMs: Date.UTC(2026, 10, 21, 3, 43, 25),
  request: 'GET /a?b=1 HTTP/1.1',
  method: 'GET',
  target: '/a?b=1',
  protocol: 'HTTP/1.1',
  status: 200,
  bodyBytes: 3,
  agent: 'say "hi"',
} as const;
const forwardedFor = '198.51.100.1, 10.0.0.1';

/**
 * nginx' built-in `combined` (here `nginx`), the `main` of the nginx.org packages, and what is often put
 * behind either: the request's time, or those of its upstreams.
 *
 * - https://github.com/nginx/nginx/blob/master/src/http/modules/ngx_http_log_module.c
 * - https://github.com/nginx/pkg-oss/blob/master/debian/nginx.conf (main)
 * - https://www.nginx.com/blog/using-nginx-logging-for-application-performance-monitoring/ (rt=, uct=, …)
 * - https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/log-format/ (nginx_ingress)
 */
export const presets: readonly Preset[] = [
  {
    name: 'nginx',
    format: COMBINED,
    samples: [
      { line, record },
      {
        line: '192.0.2.7 - Jo Doe [21/Nov/2026:03:43:25 +0000] "\\x16\\x03\\x01" 400 0 "-" "-"',
        record: {
          client: '192.0.2.7',
          user: 'Jo Doe',
          endMs: record.endMs,
          request: '\x16\x03\x01',
          status: 400,
          bodyBytes: 0,
        },
      },
    ],
  },
  {
    name: 'nginx_main',
    format: MAIN,
    samples: [{ line: `${line} "${forwardedFor}"`, record: { ...record, forwardedFor } }],
  },
  {
    name: 'nginx_time',
    format: `${COMBINED} $request_time`,
    samples: [{ line: `${line} 0.057`, record: { ...record, durationMs: 57 } }],
  },
  {
    name: 'nginx_time_quoted',
    format: `${COMBINED} "$request_time"`,
    samples: [{ line: `${line} "0.057"`, record: { ...record, durationMs: 57 } }],
  },
  {
    name: 'nginx_main_time',
    format: `${MAIN} $request_time`,
    samples: [{ line: `${line} "-" 0.057`, record: { ...record, durationMs: 57 } }],
  },
  {
    name: 'nginx_main_time_quoted',
    format: `${MAIN} "$request_time"`,
    samples: [{ line: `${line} "-" "0.057"`, record: { ...record, durationMs: 57 } }],
  },
  {
    name: 'nginx_timed_combined',
    format: `${COMBINED} $request_time $upstream_response_time $pipe`,
    samples: [
      {
        line: `${line} 0.640 0.500, 0.125 .`,
        record: { ...record, durationMs: 640, upstreamMs: 625 },
      },
    ],
  },
  {
    name: 'nginx_upstream_time',
    format: `${COMBINED}${UPSTREAM_TIMES}`,
    samples: [
      {
        line: `${line}rt=0.002 uct="0.000" uht="0.002" urt="0.002"`,
        record: { ...record, durationMs: 2, upstreamMs: 2 },
      },
    ],
  },
  {
    name: 'nginx_main_upstream_time',
    format: `${MAIN} ${UPSTREAM_TIMES}`,
    samples: [
      {
        line: `${line} "-" rt=0.002 uct="0.000" uht="0.002" urt="0.002"`,
        record: { ...record, durationMs: 2, upstreamMs: 2 },
      },
      {
        line: `${line} "-" rt=0.000 uct="-" uht="-" urt="-"`,
        record: { ...record, durationMs: 0 },
      },
    ],
  },
  {
    name: 'nginx_ingress',
    format: `${COMBINED} $request_length $request_time [$proxy_upstream_name] [$proxy_alternative_upstream_name] $upstream_addr $upstream_response_length $upstream_response_time $upstream_status $req_id`,
    samples: [
      {
        line: `${line} 93 0.004 [default-shop-80] [] 10.0.0.1:80, 10.0.0.2:80 0, 12 0.001, 0.002 502, 200 1f7c`,
        record: { ...record, bytesIn: 93, durationMs: 4, upstreamMs: 3 },
      },
    ],
  },
  {
    name: 'nginx_vhost',
    format: `$host ${COMBINED}`,
    samples: [{ line: `www.example.org ${line}`, record: { ...record, vhost: 'www.example.org' } }],
  },
];
