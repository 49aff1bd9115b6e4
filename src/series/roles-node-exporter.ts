import type { MetricFamily } from './role-rule.ts';

const memTotal = 'node_memory_MemTotal_bytes';
const swapTotal = 'node_memory_SwapTotal_bytes';
const swapFree = { metric: 'node_memory_SwapFree_bytes' };
const available = { metric: 'node_memory_MemAvailable_bytes' };
/** Devices that carry what other devices carry too: bridges, container ends, tunnels. */
const ownDevice = /^(?!lo$|veth|docker|br-|virbr|cali|flannel|cni|ifb|dummy|tun|tap|vnet).*/;
/** Filesystems that lie on a disk. */
const ownFilesystem = /^(?!tmpfs|ramfs|overlay|squashfs|devtmpfs|fuse|iso9660|nfs).*/;
/** Compressed memory, loop devices and optical drives are no disks. */
const disk = /^(?!zram|loop|ram|sr\d|fd\d).*/;

/** https://github.com/prometheus/node_exporter/tree/master/collector */
export const nodeExporter: MetricFamily = {
  names: /^node_/,
  exporter: true,
  rest: 'a node_exporter metric that points at no culprit',
  rules: [
    {
      title: 'memory used',
      metric: memTotal,
      minus: [available],
      role: 'memory',
      unit: 'bytes',
      limits: [{ of: { metric: memTotal } }],
    },
    {
      title: 'memory used',
      metric: memTotal,
      minus: [
        { metric: 'node_memory_MemFree_bytes' },
        { metric: 'node_memory_Buffers_bytes' },
        { metric: 'node_memory_Cached_bytes' },
      ],
      role: 'memory',
      unit: 'bytes',
      limits: [{ of: { metric: memTotal } }],
      unless: 'memory used',
    },
    {
      ...available,
      role: 'memory',
      unit: 'bytes',
      direction: -1,
      unless: 'memory used',
    },
    {
      title: 'swap used',
      metric: swapTotal,
      minus: [swapFree],
      role: 'swap',
      unit: 'bytes',
      limits: [{ of: { metric: swapTotal } }],
    },
    {
      // Memory used stops at the size of the memory; what is asked for goes on into swap.
      title: 'memory demand',
      metric: memTotal,
      plus: [{ metric: swapTotal }],
      minus: [available, swapFree],
      role: 'memory',
      unit: 'bytes',
      onlyIfMoving: 'swap used',
    },
    { metric: 'node_memory_Shmem_bytes', role: 'memory', unit: 'bytes' },
    {
      title: 'cpu busy',
      metric: 'node_cpu_seconds_total',
      where: { mode: /^(?!(?:idle|iowait|steal)$).*/ },
      counter: true,
      sumOver: ['cpu', 'mode'],
      role: 'cpu',
      unit: 'cores',
      limits: [{ countOf: 'cpu' }],
    },
    {
      title: 'cpu waiting for I/O',
      metric: 'node_cpu_seconds_total',
      where: { mode: 'iowait' },
      counter: true,
      sumOver: ['cpu'],
      role: 'io-wait',
      unit: 'cores',
    },
    { metric: 'node_load1', role: 'load', unit: '1' },
    { metric: 'node_load5', role: 'load', unit: '1', unless: 'node_load1' },
    { metric: 'node_load15', role: 'load', unit: '1', unless: 'node_load1' },
    { metric: 'node_procs_running', role: 'load', unit: '1' },
    { metric: 'node_pressure_cpu_waiting_seconds_total', counter: true, role: 'load', unit: '1' },
    { metric: 'node_procs_blocked', role: 'io-wait', unit: '1' },
    { metric: 'node_pressure_io_waiting_seconds_total', counter: true, role: 'io-wait', unit: '1' },
    {
      metric: 'node_pressure_memory_waiting_seconds_total',
      counter: true,
      role: 'swap-io',
      unit: '1',
    },
    { metric: 'node_vmstat_pswpin', counter: true, role: 'swap-io', unit: 'pages/s' },
    { metric: 'node_vmstat_pswpout', counter: true, role: 'swap-io', unit: 'pages/s' },
    { metric: 'node_vmstat_pgmajfault', counter: true, role: 'swap-io', unit: '1/s' },
    {
      metric: 'node_processes_threads',
      role: 'threads',
      unit: '1',
      limits: [{ of: { metric: 'node_processes_max_threads' } }],
    },
    {
      metric: 'node_processes_pids',
      role: 'processes',
      unit: '1',
      limits: [{ of: { metric: 'node_processes_max_processes' } }],
    },
    { metric: 'node_netstat_Tcp_CurrEstab', role: 'connections', unit: '1' },
    { metric: /node_sockstat_TCP6?_inuse/, role: 'connections', unit: '1' },
    {
      metric: 'node_nf_conntrack_entries',
      role: 'connections',
      unit: '1',
      limits: [{ of: { metric: 'node_nf_conntrack_entries_limit' } }],
    },
    {
      metric: 'node_tcp_connection_states',
      where: { state: 'established' },
      role: 'connections',
      unit: '1',
      unless: 'node_netstat_Tcp_CurrEstab',
    },
    {
      metric: 'node_filefd_allocated',
      role: 'generic',
      unit: '1',
      limits: [{ of: { metric: 'node_filefd_maximum' } }],
    },
    { metric: 'node_vmstat_oom_kill', counter: true, role: 'limit', unit: '1/s' },
    { metric: 'node_netstat_Tcp_PassiveOpens', counter: true, role: 'generic', unit: '1/s' },
    {
      metric: /node_netstat_TcpExt_Listen(?:Drops|Overflows)/,
      counter: true,
      role: 'queue',
      unit: '1/s',
    },
    ...(['receive', 'transmit'] as const).flatMap((direction) => [
      {
        title: `network ${direction}`,
        metric: `node_network_${direction}_bytes_total`,
        where: { device: ownDevice },
        counter: true as const,
        sumOver: ['device'],
        role: 'network' as const,
        unit: 'bytes/s',
      },
      {
        title: `network ${direction} on lo`,
        metric: `node_network_${direction}_bytes_total`,
        where: { device: 'lo' },
        counter: true as const,
        role: 'network' as const,
        unit: 'bytes/s',
        unless: `network ${direction}`,
      },
      {
        title: `packets ${direction}`,
        metric: `node_network_${direction}_packets_total`,
        where: { device: ownDevice },
        counter: true as const,
        sumOver: ['device'],
        role: 'generic' as const,
        unit: '1/s',
      },
      {
        title: `packets ${direction} on lo`,
        metric: `node_network_${direction}_packets_total`,
        where: { device: 'lo' },
        counter: true as const,
        role: 'generic' as const,
        unit: '1/s',
        unless: `packets ${direction}`,
      },
    ]),
    {
      title: 'filesystem used',
      metric: 'node_filesystem_size_bytes',
      where: { fstype: ownFilesystem },
      minus: [{ metric: 'node_filesystem_avail_bytes' }],
      role: 'disk',
      unit: 'bytes',
      limits: [{ of: { metric: 'node_filesystem_size_bytes' } }],
    },
    {
      metric: /node_disk_(?:read|written)_bytes_total/,
      where: { device: disk },
      counter: true,
      role: 'disk',
      unit: 'bytes/s',
    },
    {
      metric: 'node_disk_io_time_seconds_total',
      where: { device: disk },
      counter: true,
      role: 'disk',
      unit: '1',
    },
  ],
};
