import type { MetricFamily } from './role-rule.ts';

/** https://github.com/ncabatoff/process-exporter#metrics; `Waiting` is the uninterruptible sleep of I/O. */
export const processExporter: MetricFamily = {
  names: /^namedprocess_/,
  exporter: true,
  rest: 'a process-exporter metric that points at no culprit',
  rules: [
    {
      metric: 'namedprocess_namegroup_memory_bytes',
      where: { memtype: 'resident' },
      role: 'memory',
      unit: 'bytes',
    },
    {
      metric: 'namedprocess_namegroup_memory_bytes',
      where: { memtype: 'swapped' },
      role: 'swap',
      unit: 'bytes',
    },
    { metric: 'namedprocess_namegroup_num_threads', role: 'threads', unit: '1' },
    { metric: 'namedprocess_namegroup_num_procs', role: 'processes', unit: '1' },
    {
      metric: 'namedprocess_namegroup_cpu_seconds_total',
      counter: true,
      sumOver: ['mode'],
      role: 'cpu',
      unit: 'cores',
    },
    {
      metric: 'namedprocess_namegroup_states',
      where: { state: 'Waiting' },
      role: 'io-wait',
      unit: '1',
    },
    {
      metric: 'namedprocess_namegroup_major_page_faults_total',
      counter: true,
      role: 'swap-io',
      unit: '1/s',
    },
    {
      metric: /namedprocess_namegroup_(?:read|write)_bytes_total/,
      counter: true,
      role: 'disk',
      unit: 'bytes/s',
    },
  ],
};
