import type { MetricFamily } from './role-rule.ts';

/**
 * lighttpd has no exporter that most use; those that are read its `server-status?auto` and call metrics after its lines:
 * `Total Accesses`, `Total kBytes`, `BusyServers`, `IdleServers`. A busy server is a connection,
 * of which there are no more than `server.max-connections`.
 * https://redmine.lighttpd.net/projects/lighttpd/wiki/Docs_ModStatus
 */
export const lighttpdExporter: MetricFamily = {
  names: /^lighttpd_/,
  exporter: true,
  rest: 'a lighttpd exporter metric that points at no culprit, or is the counterpart of busy workers',
  rules: [
    {
      metric: /lighttpd_(?:busy_?(?:servers|workers)|(?:servers|workers)_busy)/,
      role: 'workers',
      unit: '1',
      idle: { metric: /lighttpd_(?:idle_?(?:servers|workers)|(?:servers|workers)_idle)/ },
    },
    {
      metric: /lighttpd_(?:servers|workers)/,
      where: { state: 'busy' },
      role: 'workers',
      unit: '1',
      idle: { metric: /lighttpd_(?:servers|workers)/, where: { state: 'idle' } },
    },
    {
      metric: /lighttpd_(?:total_)?(?:accesses|requests)(?:_total)?/,
      counter: true,
      role: 'requests',
      unit: '1/s',
    },
    {
      metric: /lighttpd_(?:total_|sent_)?(?:kbytes|kilobytes)(?:_total)?/,
      counter: true,
      scale: 1024,
      role: 'network',
      unit: 'bytes/s',
    },
    {
      metric: /lighttpd_(?:total_|sent_)?bytes(?:_total)?/,
      counter: true,
      role: 'network',
      unit: 'bytes/s',
    },
  ],
};
