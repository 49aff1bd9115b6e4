import type { MetricFamily } from './role-rule.ts';

/**
 * https://github.com/Lusitaniae/apache_exporter and https://httpd.apache.org/docs/2.4/mod/mod_status.html
 * The scoreboard has a place for each worker up to ServerLimit times ThreadLimit, open slots
 * included: its length is a level that cannot be passed, but MaxRequestWorkers may be lower.
 */
export const apacheExporter: MetricFamily = {
  names: /^apache_/,
  exporter: true,
  rest: 'an apache_exporter metric that points at no culprit, or is the counterpart of busy workers',
  rules: [
    {
      metric: 'apache_workers',
      where: { state: 'busy' },
      role: 'workers',
      unit: '1',
      idle: { metric: 'apache_workers', where: { state: 'idle' } },
      limits: [{ of: { metric: 'apache_scoreboard' } }],
    },
    {
      title: 'apache workers busy',
      metric: 'apache_scoreboard',
      where: { state: /^(?!(?:idle|open_slot)$).*/ },
      sumOver: ['state'],
      role: 'workers',
      unit: '1',
      idle: { metric: 'apache_scoreboard', where: { state: 'idle' } },
      limits: [{ of: { metric: 'apache_scoreboard' } }],
      unless: 'apache_workers',
    },
    {
      metric: 'apache_scoreboard',
      where: { state: /^(?!(?:idle|open_slot|startup|idle_cleanup)$).*/ },
      role: 'generic',
      unit: '1',
    },
    { metric: 'apache_processes', where: { state: 'all' }, role: 'processes', unit: '1' },
    { metric: 'apache_connections', where: { state: 'total' }, role: 'connections', unit: '1' },
    { metric: 'apache_accesses_total', counter: true, role: 'requests', unit: '1/s' },
    {
      metric: 'apache_sent_kilobytes_total',
      counter: true,
      scale: 1024,
      role: 'network',
      unit: 'bytes/s',
    },
    { metric: 'apache_proxy_balancer_busy', role: 'connections', unit: '1' },
  ],
};
