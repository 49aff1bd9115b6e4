import type { Reading } from '../part.ts';

/**
 * What nginx' variables print, those that fill a field or need to be read with care. Every other name is
 * read and dropped: modules and `map`, `set`, `geo` make variables of any name.
 *
 * - https://nginx.org/en/docs/http/ngx_http_log_module.html#log_format
 * - https://nginx.org/en/docs/http/ngx_http_core_module.html#variables
 * - https://nginx.org/en/docs/http/ngx_http_upstream_module.html#variables
 * - https://nginx.org/en/docs/http/ngx_http_realip_module.html#variables
 */
export const variables: Readonly<Record<string, Reading>> = {
  args: { kind: 'text', field: 'query' },
  body_bytes_sent: { kind: 'number', field: 'bodyBytes', unit: 'count' },
  bytes_sent: { kind: 'number', field: 'bytesOut', unit: 'count' },
  document_uri: { kind: 'text', field: 'path', opener: '/', weak: true },
  host: { kind: 'text', field: 'vhost' },
  http_host: { kind: 'text', field: 'vhost', weak: true },
  http_referer: { kind: 'text', field: 'referer' },
  http_user_agent: { kind: 'text', field: 'agent' },
  http_x_forwarded_for: { kind: 'text', field: 'forwardedFor', list: true },
  is_args: { kind: 'text', opener: '?' },
  is_args$args: { kind: 'text', field: 'query', opener: '?', absence: '-' },
  is_args$query_string: { kind: 'text', field: 'query', opener: '?', absence: '-' },
  msec: { kind: 'number', field: 'endMs', unit: 's', decimals: true },
  proxy_add_x_forwarded_for: { kind: 'text', field: 'forwardedFor', list: true, weak: true },
  query_string: { kind: 'text', field: 'query', weak: true },
  realip_remote_addr: { kind: 'text', field: 'peer' },
  remote_addr: { kind: 'text', field: 'client' },
  remote_user: { kind: 'text', field: 'user' },
  request: { kind: 'request' },
  request_length: { kind: 'number', field: 'bytesIn', unit: 'count' },
  request_method: { kind: 'text', field: 'method' },
  request_time: { kind: 'number', field: 'durationMs', unit: 's', decimals: true },
  request_uri: { kind: 'text', field: 'target', opener: '/' },
  server_name: { kind: 'text', field: 'vhost', weak: true },
  server_protocol: { kind: 'text', field: 'protocol' },
  status: { kind: 'number', field: 'status', unit: 'count' },
  time_iso8601: { kind: 'time', stamp: 'endMs', pattern: '%Y-%m-%dT%H:%M:%S%z' },
  time_local: { kind: 'time', stamp: 'endMs', pattern: '%d/%b/%Y:%H:%M:%S %z' },
  upstream_response_time: {
    kind: 'number',
    field: 'upstreamMs',
    unit: 's',
    decimals: true,
    list: true,
  },
  uri: { kind: 'text', field: 'path', opener: '/' },
};

/** Variables of one value for each upstream that was tried, with `, ` and ` : ` between. */
export const UPSTREAM_LIST: RegExp =
  /^upstream_(?:addr|status|(?:connect|header|response|queue|first_byte|session)_time|response_length|bytes_(?:received|sent))$/;
