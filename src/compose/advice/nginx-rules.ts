import type { Rule } from './rule.ts';

/** https://nginx.org/en/docs/ */
const rules: readonly Omit<Rule, 'software'>[] = [
  {
    kinds: ['oversized-response'],
    roles: ['memory', 'swap', 'disk', 'io-wait', 'log-bytes-out', 'generic'],
    when: 'now',
    isInFront: true,
    text: 'Limit what nginx stores of a proxied response: `proxy_max_temp_file_size`, or `proxy_buffering off` for this location (fastcgi_… and uwsgi_… alike).',
    source: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_max_temp_file_size',
  },
  {
    kinds: ['oversized-response'],
    when: 'later',
    isInFront: true,
    text: 'Let nginx send large files itself: the application answers with `X-Accel-Redirect` to an internal location.',
    source: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_ignore_headers',
  },
  {
    kinds: ['oversized-response'],
    roles: ['network', 'log-bytes-out'],
    when: 'now',
    isInFront: true,
    text: 'Limit the rate of one download with `limit_rate`, and how many a client may have at a time with `limit_conn`.',
    source: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#limit_rate',
  },
  {
    kinds: ['crawler-burst', 'traffic-surge'],
    when: 'now',
    isInFront: true,
    text: 'Limit the rate of requests for this URL, by client or by network, with `limit_req`.',
    source: 'https://nginx.org/en/docs/http/ngx_http_limit_req_module.html',
  },
  {
    kinds: ['crawler-burst', 'slow-url'],
    when: 'now',
    isInFront: true,
    text: 'Limit how many requests one client may have at a time with `limit_conn`: a hung backend then holds a few of its workers, not all.',
    source: 'https://nginx.org/en/docs/http/ngx_http_limit_conn_module.html',
  },
  {
    kinds: ['crawler-burst'],
    when: 'now',
    isInFront: true,
    text: 'Shut the client or network out of this URL with `deny`.',
    source: 'https://nginx.org/en/docs/http/ngx_http_access_module.html',
  },
  {
    kinds: ['client-aborts'],
    when: 'now',
    isInFront: true,
    text: 'As a stop-gap set `fastcgi_ignore_client_abort on` (`proxy_ignore_client_abort` for a proxy): the application then ends its answer in its usual way.',
    source:
      'https://nginx.org/en/docs/http/ngx_http_fastcgi_module.html#fastcgi_ignore_client_abort',
  },
  {
    kinds: ['client-aborts', 'slow-url', 'error-burst'],
    when: 'later',
    isInFront: true,
    text: 'Bound how long nginx waits for the backend: `fastcgi_read_timeout`, `proxy_read_timeout` or `uwsgi_read_timeout`.',
    source: 'https://nginx.org/en/docs/http/ngx_http_fastcgi_module.html#fastcgi_read_timeout',
  },
  {
    kinds: ['saturation'],
    patterns: ['slow-clients'],
    when: 'now',
    isInFront: true,
    text: 'Bound the time for a request with `client_header_timeout` and `client_body_timeout`, and the connections of one client with `limit_conn`.',
    source: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#client_header_timeout',
  },
  {
    kinds: ['steady-growth', 'upload'],
    protocol: /^HTTP\/2/,
    when: 'now',
    isInFront: true,
    text: 'As a test take HTTP/2 off with `http2 off`: where the growth stops over HTTP/1.1, it is in the handling of HTTP/2.',
    source: 'https://nginx.org/en/docs/http/ngx_http_v2_module.html#http2',
  },
  {
    kinds: ['upload'],
    when: 'later',
    isInFront: true,
    text: 'Limit the size of uploads with `client_max_body_size`.',
    source: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#client_max_body_size',
  },
];

export const nginxRules: readonly Rule[] = rules.map((rule) => ({ ...rule, software: 'nginx' }));
