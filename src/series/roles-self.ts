import type { MetricFamily } from './role-rule.ts';

/**
 * What Prometheus' client libraries tell of the program they are part of.
 * https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics
 */
export const clientLibrary: MetricFamily = {
  names: /^process_/,
  self: true,
  rest: 'about an exporter or the runtime of a program',
  rules: [
    { metric: 'process_resident_memory_bytes', role: 'memory', unit: 'bytes' },
    { metric: 'process_threads', role: 'threads', unit: '1' },
    { metric: 'process_cpu_seconds_total', counter: true, role: 'cpu', unit: 'cores' },
  ],
};

/**
 * What monitoring tells of itself. https://prometheus.io/docs/concepts/jobs_instances/
 */
export const bookkeeping: MetricFamily = {
  names:
    /^(?:up$|scrape_|go_|promhttp_|python_(?:gc|info)|ALERTS|node_scrape_|nginx_up|apache_(?:up|exporter)|.*_exporter_|.*_info$|.*_created$|.*_up$|.*_bucket$|.*_start_time_seconds$|.*_boot_time_seconds$)/,
  rules: [],
  rest: 'about monitoring itself, not about a resource',
};
