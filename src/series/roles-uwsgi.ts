import type { MetricFamily } from './role-rule.ts';

/**
 * https://github.com/timonwong/uwsgi_exporter and https://uwsgi-docs.readthedocs.io/en/latest/StatsServer.html
 * A worker is busy when one of its cores is; with threads or greenlets the cores tell more.
 */
export const uwsgiExporter: MetricFamily = {
  names: /^uwsgi_/,
  exporter: true,
  rest: 'a uWSGI exporter metric that points at no culprit',
  rules: [
    {
      metric: 'uwsgi_cores_busy',
      role: 'workers',
      unit: '1',
      limits: [{ of: { metric: 'uwsgi_cores' } }],
    },
    {
      metric: 'uwsgi_worker_core_busy',
      sumOver: ['worker_id', 'core_id'],
      role: 'workers',
      unit: '1',
      limits: [{ countOf: 'core_id' }],
      unless: 'uwsgi_cores_busy',
    },
    {
      metric: 'uwsgi_worker_busy',
      sumOver: ['worker_id'],
      role: 'workers',
      unit: '1',
      limits: [{ of: { metric: 'uwsgi_workers' } }, { countOf: 'worker_id' }],
    },
    { metric: 'uwsgi_listen_queue_length', role: 'queue', unit: '1' },
    {
      metric: 'uwsgi_socket_queue_length',
      role: 'queue',
      unit: '1',
      limits: [{ of: { metric: 'uwsgi_socket_max_queue_length' } }],
    },
    {
      metric: 'uwsgi_worker_rss_bytes',
      sumOver: ['worker_id'],
      role: 'memory',
      unit: 'bytes',
    },
    {
      metric: 'uwsgi_worker_requests_total',
      counter: true,
      sumOver: ['worker_id'],
      role: 'requests',
      unit: '1/s',
    },
    {
      metric: 'uwsgi_worker_transmitted_bytes_total',
      counter: true,
      sumOver: ['worker_id'],
      role: 'network',
      unit: 'bytes/s',
    },
    {
      metric: 'uwsgi_worker_harakiri_count_total',
      counter: true,
      sumOver: ['worker_id'],
      role: 'generic',
      unit: '1/s',
    },
  ],
};
