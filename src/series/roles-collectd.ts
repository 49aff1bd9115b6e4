import type { MetricFamily, RoleRule } from './role-rule.ts';

const memoryIn = (state: string | RegExp) => ({
  metric: 'memory/memory',
  where: { type_instance: state },
});
/** States that add up to the memory in collectd 5; later ones, which tell `available`, count `slab_unrecl` as used. */
const allMemory = memoryIn(/used|free|buffered|cached|slab(?:_recl|_unrecl)?/);
const allBesideAvailable = memoryIn(/used|free|buffered|cached|slab(?:_recl)?/);
const swapIn = (state: string | RegExp) => ({
  metric: 'swap/swap',
  where: { type_instance: state },
});
const allSwap = swapIn(/used|free|cached/);

/** `used` leaves out the page cache, and shared memory with it; `available`, of newer versions, does not. */
const memory: readonly RoleRule[] = [
  {
    title: 'memory used',
    ...allBesideAvailable,
    sumOver: ['type_instance'],
    minus: [memoryIn('available')],
    role: 'memory',
    unit: 'bytes',
    limits: [{ of: allBesideAvailable }],
  },
  {
    title: 'memory used',
    ...memoryIn('used'),
    role: 'memory',
    unit: 'bytes',
    limits: [{ of: allMemory }],
    unless: 'memory used',
  },
  {
    metric: 'memory/percent',
    where: { type_instance: 'used' },
    role: 'memory',
    unit: '%',
    unless: 'memory used',
  },
  {
    title: 'swap used',
    ...swapIn('used'),
    sumOver: ['plugin_instance'],
    role: 'swap',
    unit: 'bytes',
    limits: [{ of: allSwap }],
  },
  {
    title: 'memory demand',
    ...memoryIn('used'),
    plus: [swapIn('used')],
    role: 'memory',
    unit: 'bytes',
    onlyIfMoving: 'swap used',
  },
  // Pages, unless `ReportBytes` is set.
  { metric: /swap\/swap_io(?:\/(?:in|out))?/, role: 'swap-io', unit: 'pages/s' },
  {
    metric: /vmem\/vmpage_io\/(?:in|out)/,
    where: { type_instance: 'swap' },
    role: 'swap-io',
    unit: 'pages/s',
    unless: 'swap/swap_io',
  },
];

const busy = /user|nice|system|interrupt|softirq|active/;

/** Hundredths of a CPU second per second, or percent: of each CPU, or of all where there is no instance. */
const cpu: readonly RoleRule[] = [
  {
    title: 'cpu busy',
    metric: /cpu\/(?:cpu|percent)/,
    where: { plugin_instance: /\d+/, type_instance: busy },
    sumOver: ['plugin_instance', 'type_instance'],
    scale: 0.01,
    role: 'cpu',
    unit: 'cores',
    limits: [{ countOf: 'plugin_instance' }],
  },
  {
    title: 'cpu busy',
    metric: 'cpu/percent',
    where: { type_instance: busy },
    sumOver: ['type_instance'],
    role: 'cpu',
    unit: '%',
    unless: 'cpu busy',
  },
  {
    title: 'cpu waiting for disks',
    metric: /cpu\/(?:cpu|percent)/,
    where: { plugin_instance: /\d+/, type_instance: 'wait' },
    sumOver: ['plugin_instance'],
    scale: 0.01,
    role: 'io-wait',
    unit: 'cores',
  },
  {
    metric: 'cpu/percent',
    where: { plugin_instance: '', type_instance: 'wait' },
    role: 'io-wait',
    unit: '%',
  },
  { metric: 'load/load/shortterm', role: 'load', unit: '1' },
];

/** `ps_*` are of the processes that the configuration names; CPU times are microseconds. */
const processes: readonly RoleRule[] = [
  {
    title: 'processes',
    metric: 'processes/ps_state',
    sumOver: ['type_instance'],
    role: 'processes',
    unit: '1',
  },
  {
    metric: 'processes/ps_state',
    where: { type_instance: 'running' },
    role: 'load',
    unit: '1',
  },
  {
    metric: 'processes/ps_state',
    where: { type_instance: 'blocked' },
    role: 'io-wait',
    unit: '1',
  },
  { metric: 'processes/ps_count/processes', role: 'processes', unit: '1' },
  { metric: 'processes/ps_count/threads', role: 'threads', unit: '1' },
  { metric: 'processes/ps_rss', role: 'memory', unit: 'bytes' },
  {
    title: 'cpu of processes',
    metric: /processes\/ps_cputime\/(?<mode>user|syst)/,
    sumOver: ['mode'],
    scale: 1e-6,
    role: 'cpu',
    unit: 'cores',
  },
];

const connections: readonly RoleRule[] = [
  {
    metric: 'tcpconns/tcp_connections',
    where: { type_instance: 'ESTABLISHED' },
    role: 'connections',
    unit: '1',
  },
  { metric: 'conntrack/conntrack', role: 'connections', unit: '1' },
];

/** The plugin `apache` asks lighttpd too; the slots of its scoreboard are Apache's alone. */
const servers: readonly RoleRule[] = [
  {
    metric: 'apache/apache_connections',
    role: 'workers',
    unit: '1',
    idle: { metric: 'apache/apache_idle_workers' },
    limits: [
      {
        of: {
          metric: 'apache/apache_scoreboard',
          where: {
            type_instance:
              /open|waiting|starting|reading|sending|keepalive|dnslookup|closing|logging|finishing|idle_cleanup/,
          },
        },
      },
    ],
  },
  { metric: 'apache/apache_requests', role: 'requests', unit: '1/s' },
  { metric: 'apache/apache_bytes', role: 'network', unit: 'bytes/s' },
  {
    metric: 'nginx/nginx_connections',
    where: { type_instance: /active|reading|writing|waiting/ },
    role: 'connections',
    unit: '1',
  },
  { metric: 'nginx/nginx_requests', role: 'requests', unit: '1/s' },
];

/** Devices that carry what other devices carry too: bridges, container ends, tunnels. */
const ownDevice = /(?!lo$|veth|docker|br-|virbr|cali|flannel|cni|ifb|dummy|tun|tap|vnet).*/;

const devices: readonly RoleRule[] = [
  ...(['rx', 'tx'] as const).flatMap((direction): readonly RoleRule[] => [
    {
      title: `network ${direction}`,
      metric: `interface/if_octets/${direction}`,
      where: { plugin_instance: ownDevice },
      sumOver: ['plugin_instance'],
      role: 'network',
      unit: 'bytes/s',
    },
    {
      title: `network ${direction} on lo`,
      metric: `interface/if_octets/${direction}`,
      where: { plugin_instance: 'lo' },
      role: 'network',
      unit: 'bytes/s',
      unless: `network ${direction}`,
    },
  ]),
  { metric: /disk\/disk_octets\/(?:read|write)/, role: 'disk', unit: 'bytes/s' },
  // Milliseconds of each second in which the disk had something to do.
  { metric: 'disk/disk_io_time/io_time', scale: 0.001, role: 'disk', unit: '1' },
];

/** https://github.com/collectd/collectd/blob/main/src/types.db and the plugins beside it */
export const collectdPlugins: MetricFamily = {
  names:
    /^(?:apache|conntrack|contextswitch|cpu|cpufreq|df|disk|entropy|interface|irq|load|memory|nginx|ntpd|processes|protocols|swap|tcpconns|uptime|users|vmem)\//,
  rules: [...memory, ...cpu, ...processes, ...connections, ...servers, ...devices],
  rest: 'a value of a collectd plugin that points at no culprit, or that another series contains',
};
