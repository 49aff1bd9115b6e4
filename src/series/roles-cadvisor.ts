import type { MetricFamily } from './role-rule.ts';

/** https://github.com/google/cadvisor/blob/master/docs/storage/prometheus.md */
export const cadvisor: MetricFamily = {
  names: /^(?:container|machine|cadvisor)_/,
  exporter: true,
  rest: 'a cAdvisor metric that points at no culprit',
  rules: [
    {
      metric: 'container_memory_working_set_bytes',
      role: 'memory',
      unit: 'bytes',
      limits: [{ of: { metric: 'container_spec_memory_limit_bytes' } }],
    },
    {
      metric: 'container_memory_usage_bytes',
      role: 'memory',
      unit: 'bytes',
      limits: [{ of: { metric: 'container_spec_memory_limit_bytes' } }],
      unless: 'container_memory_working_set_bytes',
    },
    { metric: 'container_memory_swap', role: 'swap', unit: 'bytes' },
    {
      metric: 'container_cpu_usage_seconds_total',
      counter: true,
      sumOver: ['cpu'],
      role: 'cpu',
      unit: 'cores',
    },
    {
      metric: 'container_threads',
      role: 'threads',
      unit: '1',
      limits: [{ of: { metric: 'container_threads_max' } }],
    },
    { metric: 'container_processes', role: 'processes', unit: '1' },
    { metric: 'container_sockets', role: 'connections', unit: '1' },
    {
      metric: /container_network_tcp6?_usage_total/,
      where: { tcp_state: 'established' },
      role: 'connections',
      unit: '1',
    },
    {
      metric: /container_(?:memory_failcnt|oom_events_total)/,
      counter: true,
      role: 'limit',
      unit: '1/s',
    },
    {
      metric: 'container_cpu_cfs_throttled_seconds_total',
      counter: true,
      role: 'limit',
      unit: '1',
    },
    {
      metric: 'container_fs_usage_bytes',
      role: 'disk',
      unit: 'bytes',
      limits: [{ of: { metric: 'container_fs_limit_bytes' } }],
    },
    {
      metric: /container_network_(?:receive|transmit)_bytes_total/,
      counter: true,
      sumOver: ['interface'],
      role: 'network',
      unit: 'bytes/s',
    },
    {
      metric: /container_fs_(?:reads|writes)_bytes_total/,
      counter: true,
      sumOver: ['device'],
      role: 'disk',
      unit: 'bytes/s',
    },
  ],
};
