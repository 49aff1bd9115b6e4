import type { MetricFamily } from './role-rule.ts';

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
  ],
};
