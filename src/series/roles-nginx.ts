import type { MetricFamily, RoleRule } from './role-rule.ts';

/** The states of connections that are counted now; `accepted`, `handled` and `requests` count up. */
const now = /active|reading|writing|waiting/;

/**
 * The module for traffic by virtual host, and the exporter that reads it.
 * https://github.com/vozlt/nginx-module-vts#to-get-prometheus-format and https://github.com/sysulq/nginx-vts-exporter
 * All counts of connections are called gauges there, those that count up too. The host `*` is the sum of all.
 */
const virtualHosts: readonly RoleRule[] = [
  {
    metric: /nginx_(?:vts_main|server)_connections/,
    where: { status: now },
    role: 'connections',
    unit: '1',
  },
  {
    metric: /nginx_(?:vts_main|server)_connections/,
    where: { status: 'requests' },
    counter: true,
    role: 'requests',
    unit: '1/s',
  },
  {
    metric: /nginx_(?:vts_main|server)_connections/,
    where: { status: 'accepted' },
    counter: true,
    role: 'generic',
    unit: '1/s',
  },
  {
    metric: /nginx_(?:vts_server_bytes_total|server_bytes)/,
    where: { host: '*' },
    counter: true,
    role: 'network',
    unit: 'bytes/s',
  },
];

/**
 * https://github.com/nginx/nginx-prometheus-exporter#exported-metrics
 * Active connections are those that are read from, written to or waiting.
 */
export const nginxExporter: MetricFamily = {
  names: /^nginx(?:plus)?_/,
  exporter: true,
  rest: 'an nginx exporter metric that points at no culprit',
  rules: [
    {
      metric: /nginx(?:plus)?_connections_(?:active|reading|writing|waiting|idle)/,
      role: 'connections',
      unit: '1',
    },
    { metric: /nginx(?:plus)?_http_requests_total/, counter: true, role: 'requests', unit: '1/s' },
    {
      metric: /nginx(?:plus)?_connections_accepted/,
      counter: true,
      role: 'generic',
      unit: '1/s',
    },
    { metric: 'nginxplus_http_requests_current', role: 'connections', unit: '1' },
    {
      metric: 'nginxplus_upstream_server_active',
      role: 'connections',
      unit: '1',
      limits: [{ of: { metric: 'nginxplus_upstream_server_limit' } }],
    },
    ...virtualHosts,
  ],
};
