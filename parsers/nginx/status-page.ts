import type { MetricValue } from '../metric-value.ts';

const page =
  /^Active connections:\s*(?<active>\d+)\s+server accepts handled requests(?: request_time)?\s+(?<accepted>\d+)\s+(?<handled>\d+)\s+(?<requests>\d+)(?:\s+\d+)?\s+Reading:\s*(?<reading>\d+)\s+Writing:\s*(?<writing>\d+)\s+Waiting:\s*(?<waiting>\d+)\s*$/;

/** What its numbers are called by nginx-prometheus-exporter. */
const names: Readonly<Record<string, string>> = {
  active: 'nginx_connections_active',
  accepted: 'nginx_connections_accepted',
  requests: 'nginx_http_requests_total',
  reading: 'nginx_connections_reading',
  writing: 'nginx_connections_writing',
  waiting: 'nginx_connections_waiting',
};

/**
 * Reads the page of nginx' stub_status, under the names of nginx-prometheus-exporter; Tengine's has one number more.
 * Undefined where it is none. https://nginx.org/en/docs/http/ngx_http_stub_status_module.html
 */
export function readNginxStatus(text: string): readonly MetricValue[] | undefined {
  const groups = page.exec(text.trim())?.groups;
  if (groups === undefined) return undefined;
  return Object.entries(names).map(([group, name]) => ({
    name,
    labels: {},
    value: Number(groups[group]),
  }));
}
