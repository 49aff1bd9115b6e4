import type { MetricFamily } from './role-rule.ts';

/**
 * https://github.com/hipages/php-fpm_exporter#metrics-collected and
 * https://github.com/bakins/php-fpm-exporter/blob/master/collector.go, whose `_total` of processes is none.
 */
export const phpFpmExporter: MetricFamily = {
  names: /^phpfpm_/,
  exporter: true,
  rest: 'a php-fpm exporter metric that points at no culprit, or is the counterpart of busy workers',
  rules: [
    {
      metric: 'phpfpm_active_processes',
      role: 'workers',
      unit: '1',
      idle: { metric: 'phpfpm_idle_processes' },
      limits: [{ of: { metric: 'phpfpm_max_children' } }],
    },
    {
      metric: 'phpfpm_processes_total',
      where: { state: 'active' },
      role: 'workers',
      unit: '1',
      idle: { metric: 'phpfpm_processes_total', where: { state: 'idle' } },
      unless: 'phpfpm_active_processes',
    },
    { metric: 'phpfpm_total_processes', role: 'processes', unit: '1' },
    {
      title: 'php-fpm processes',
      metric: 'phpfpm_processes_total',
      sumOver: ['state'],
      role: 'processes',
      unit: '1',
      unless: 'phpfpm_total_processes',
    },
    {
      metric: 'phpfpm_listen_queue',
      role: 'queue',
      unit: '1',
      limits: [{ of: { metric: 'phpfpm_listen_queue_length' } }],
    },
    {
      metric: 'phpfpm_listen_queue_connections',
      role: 'queue',
      unit: '1',
      limits: [{ of: { metric: 'phpfpm_listen_queue_length_connections' } }],
    },
    {
      metric: /phpfpm_max_children_reached(?:_total)?/,
      counter: true,
      role: 'limit',
      unit: '1/s',
    },
    {
      metric: /phpfpm_accepted_connections(?:_total)?/,
      counter: true,
      role: 'requests',
      unit: '1/s',
    },
    { metric: /phpfpm_slow_requests(?:_total)?/, counter: true, role: 'generic', unit: '1/s' },
  ],
};
