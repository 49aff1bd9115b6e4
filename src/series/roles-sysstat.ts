import type { MetricFamily, RoleRule } from './role-rule.ts';

const memTotal = { metric: 'memory.memtotal' };
const KIB = 1024;
/** Blocks of `io` are sectors. */
const SECTOR_BYTES = 512;

/** sar -r and -S, in kB. */
const memory: readonly RoleRule[] = [
  {
    title: 'memory used',
    ...memTotal,
    minus: [{ metric: 'memory.avail' }],
    scale: KIB,
    role: 'memory',
    unit: 'bytes',
    limits: [{ of: memTotal }],
  },
  {
    // Versions before 11.5.7 do not know what is available.
    title: 'memory used',
    ...memTotal,
    minus: ['memfree', 'buffers', 'cached'].map((field) => ({ metric: `memory.${field}` })),
    scale: KIB,
    role: 'memory',
    unit: 'bytes',
    limits: [{ of: memTotal }],
    unless: 'memory used',
  },
  {
    title: 'swap used',
    metric: 'memory.swpused',
    scale: KIB,
    role: 'swap',
    unit: 'bytes',
    limits: [{ of: { metric: /memory\.swp(?:free|used)/ } }],
  },
  {
    title: 'memory demand',
    ...memTotal,
    plus: [{ metric: 'memory.swpused' }],
    minus: [{ metric: 'memory.avail' }],
    scale: KIB,
    role: 'memory',
    unit: 'bytes',
    onlyIfMoving: 'swap used',
  },
  { metric: 'memory.shared', scale: KIB, role: 'memory', unit: 'bytes' },
  { metric: /swap-pages\.pswp(?:in|out)/, role: 'swap-io', unit: 'pages/s' },
  { metric: 'paging.majflt', role: 'swap-io', unit: '1/s' },
  { metric: 'psi.psi-mem.some_avg', scale: 0.01, role: 'swap-io', unit: '1' },
];

/** sar -u: percent of one CPU; `usr` and `sys` leave out guests and interrupts, which `user` and `system` hold. */
const allOfCpu = {
  metric: /cpu-load(?:-all)?\.(?:user|usr|nice|system|sys|irq|soft|guest|gnice|idle|iowait|steal)/,
  where: { cpu: 'all' },
};
const cpu: readonly RoleRule[] = [
  {
    title: 'cpu busy',
    metric: /cpu-load(?:-all)?\.(?<mode>user|usr|nice|system|sys|irq|soft|guest|gnice)/,
    where: { cpu: 'all' },
    sumOver: ['mode'],
    scale: 0.01,
    role: 'cpu',
    unit: 'cores',
    limits: [{ of: allOfCpu }],
  },
  {
    metric: /cpu-load(?:-all)?\.iowait/,
    where: { cpu: 'all' },
    scale: 0.01,
    role: 'io-wait',
    unit: 'cores',
  },
  { metric: 'queue.ldavg-1', role: 'load', unit: '1' },
  { metric: 'queue.runq-sz', role: 'load', unit: '1' },
  { metric: 'psi.psi-cpu.some_avg', scale: 0.01, role: 'load', unit: '1' },
  { metric: 'queue.blocked', role: 'io-wait', unit: '1' },
  { metric: 'psi.psi-io.some_avg', scale: 0.01, role: 'io-wait', unit: '1' },
  // Tasks of the scheduler: threads, not processes.
  { metric: 'queue.plist-sz', role: 'threads', unit: '1' },
  { metric: 'process-and-context-switch.proc', role: 'generic', unit: '1/s' },
];

/** sar -b and -d. */
const disk: readonly RoleRule[] = [
  { metric: 'io.io-reads.bread', scale: SECTOR_BYTES, role: 'disk', unit: 'bytes/s' },
  { metric: 'io.io-writes.bwrtn', scale: SECTOR_BYTES, role: 'disk', unit: 'bytes/s' },
  { metric: 'disk.util-percent', role: 'disk', unit: '%' },
];

/** sar -n DEV, SOCK, TCP and ETCP. */
const network: readonly RoleRule[] = [
  ...(['rxkB', 'txkB'] as const).flatMap((field) => [
    {
      title: `network ${field === 'rxkB' ? 'receive' : 'transmit'}`,
      metric: `network.net-dev.${field}`,
      where: { iface: /^(?!lo$|veth|docker|br-|virbr|cali|flannel|cni|ifb|dummy|tun|tap|vnet).*/ },
      sumOver: ['iface'],
      scale: KIB,
      role: 'network' as const,
      unit: 'bytes/s',
    },
    {
      title: `network ${field === 'rxkB' ? 'receive' : 'transmit'} on lo`,
      metric: `network.net-dev.${field}`,
      where: { iface: 'lo' },
      scale: KIB,
      role: 'network' as const,
      unit: 'bytes/s',
      unless: `network ${field === 'rxkB' ? 'receive' : 'transmit'}`,
    },
  ]),
  { metric: 'network.net-sock.tcpsck', role: 'connections', unit: '1' },
  { metric: 'network.net-sock6.tcp6sck', role: 'connections', unit: '1' },
  { metric: 'network.net-tcp.passive', role: 'generic', unit: '1/s' },
];

/** https://github.com/sysstat/sysstat/blob/master/man/sar.in */
export const sysstat: MetricFamily = {
  names:
    /^(?:cpu-load|process-and|swap-pages|paging|io|memory|kernel|queue|disk|network|filesystems|psi)\b/,
  rules: [...memory, ...cpu, ...disk, ...network],
  rest: 'a field of sysstat that points at no culprit, or that another series contains',
};
