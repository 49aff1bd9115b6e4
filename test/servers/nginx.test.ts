import type { Exchange, WireRequest } from './exchange.ts';
import { type ExpectedRecord, expectedRecord, refusedRecord } from './expected-record.ts';
import { requests as common, SLOW_MS, VHOST } from './requests.ts';
import { describeServer, type LoggedFormats, type Site } from './server-case.ts';

/** What stands behind the name in `log_format`. */
const formats: LoggedFormats = {
  usual: {
    format: `'$remote_addr - $remote_user [$time_local] "$request" '\n  '$status $body_bytes_sent "$http_referer" "$http_user_agent"'`,
  },
  everything: {
    format: `'$msec|$time_iso8601|$remote_addr:$remote_port|$realip_remote_addr|$server_addr:$server_port|$connection,$connection_requests|$pipe|$status|$bytes_sent|$body_bytes_sent|$request_length|$request_time|$request_method|$server_protocol|"$http_host"|$server_name|$scheme|$request_completion|$request_id|$pid|$hostname|$nginx_version|$content_length|"$content_type"|$limit_rate|$tcpinfo_rtt|"$sent_http_content_type"|"$http_user_agent"'`,
  },
  upstreams: {
    format: `'[$time_local] $status $upstream_addr|$upstream_status|$upstream_response_time|$upstream_connect_time|$upstream_header_time|$upstream_response_length|$upstream_bytes_received|$upstream_bytes_sent|$upstream_cache_status|$proxy_host|$proxy_add_x_forwarded_for $request_time'`,
    differing: ({ forwardedFor }) => ({
      forwardedFor: forwardedFor === undefined ? '127.0.0.1' : `${forwardedFor}, 127.0.0.1`,
    }),
  },
  times: {
    format: `'$remote_addr [$time_local] "$request" $status rt=$request_time urt="$upstream_response_time" xff="$http_x_forwarded_for"'`,
  },
  json: {
    format: `escape=json '{"time":"$time_iso8601","client":"$remote_addr","user":"$remote_user","request":"$request","status":$status,'\n'"sent":$bytes_sent,"seconds":$request_time,"agent":"$http_user_agent","referer":"$http_referer","odd":"$http_x_odd"}'`,
  },
  ltsv: {
    format: `'time:$time_local\\thost:$remote_addr\\treq:$request\\tstatus:$status\\tsize:$body_bytes_sent\\treferer:$http_referer\\tua:$http_user_agent\\treqtime:$request_time'`,
  },
  none: {
    format: `escape=none '$time_iso8601|$remote_addr|$status|$request_length|$body_bytes_sent|$request_uri|$http_user_agent'`,
    // The target of a request in the absolute form is written without scheme and host.
    differing: ({ target }) =>
      typeof target === 'string' ? { target: target.replace(/^http:\/\/[^/]*/, '') } : {},
  },
  adjacent: {
    format: `'\${remote_addr}[$time_local]$status"$request_method $uri$is_args$args">$bytes_sent'`,
  },
};

/** Of requests that nginx alone is sent. */
const host = ['Host', VHOST] as const;
const requests: readonly WireRequest[] = [
  ...common,
  {
    name: 'a backend that is down and another',
    line: 'GET /two-backends HTTP/1.1',
    headers: [host, ['Connection', 'close']],
  },
  {
    name: 'a backend, then another location',
    line: 'GET /redirected HTTP/1.1',
    headers: [host, ['Connection', 'close']],
  },
  {
    name: 'a user with quotes and spaces',
    line: 'GET /hello.txt HTTP/1.1',
    headers: [
      host,
      ['Authorization', `Basic ${Buffer.from('jo "e" \\ döe:secret').toString('base64')}`],
      ['Connection', 'close'],
    ],
  },
];
const upstreamMs = { from: 0, to: 1000 };
const ofNginx: Readonly<Record<string, ExpectedRecord>> = {
  'a slow answer': { upstreamMs: { from: SLOW_MS - 50, to: SLOW_MS + 1000 } },
  'a body that is read': { upstreamMs },
  'a backend that is down and another': { upstreamMs },
  'a backend, then another location': { upstreamMs, path: '/two-backends' },
  'a user with quotes and spaces': { user: 'jo "e" \\ döe' },
};

/** A body is not read where the method is not allowed, and a length not told where the first line was refused. */
function expectedAtServer(exchange: Exchange): ExpectedRecord {
  const known = { ...expectedRecord(exchange), ...ofNginx[exchange.request.name] };
  const { bytesIn, ...unread } = known;
  if (known.status === 400) return refusedRecord(unread);
  return known.status === 405 ? unread : known;
}

const BODIES = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

function configuration(site: Site): string {
  const { port, backendPort, deadPort, folder, formats: logged, logOf } = site;
  const bodies = BODIES.map((name) => `${name}_temp_path ${folder}/${name};`);
  const logs = Object.entries(logged).map(
    ([name, { format }]) => `log_format ${name} ${format};\naccess_log ${logOf(name)} ${name};`,
  );
  return `
    daemon off;
    master_process off;
    pid ${folder}/pid;
    error_log ${folder}/error;
    events {}
    http {
      ${bodies.join('\n')}
      large_client_header_buffers 4 32k;
      default_type text/plain;
      upstream two {
        server 127.0.0.1:${deadPort} max_fails=0;
        server 127.0.0.1:${backendPort} backup;
      }
      ${logs.join('\n')}
      server {
        listen 127.0.0.1:${port};
        server_name ${VHOST};
        root ${folder}/www;
        location = /slow { proxy_pass http://127.0.0.1:${backendPort}; }
        location = /upload { proxy_pass http://127.0.0.1:${backendPort}; }
        location = /two-backends { proxy_pass http://two; }
        location = /redirected {
          error_page 502 = /two-backends;
          proxy_intercept_errors on;
          proxy_pass http://127.0.0.1:${deadPort};
        }
      }
    }
  `;
}

describeServer({
  name: 'nginx',
  probe: ['nginx', '-v'],
  processes: [formats],
  configFile: 'nginx.conf',
  configuration,
  command: (config) => ['nginx', '-c', config, '-e', 'stderr'],
  requests,
  expected: expectedAtServer,
  formatString: (name, format) => `log_format ${name} ${format};`,
});
