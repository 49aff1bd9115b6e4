import type { MetricFamily, RoleRule } from './role-rule.ts';

const apps = /^memory\.apps$/;
const shmem = { metric: 'memory.shmem' };
/** Fields of the plugin `memory` that add up to the machine's memory. */
const allOfMemory = {
  metric: /memory\.(?<part>apps|free|cached|buffers|slab|shmem|page_tables|per_cpu|swap_cache)/,
};
const wholeMemory = { graphLimit: true, limits: [{ of: allOfMemory }] } as const;

/**
 * The plugin `memory`: `apps` is what no other field holds, `cached` leaves out shared memory (tmpfs),
 * which is `shmem`; old versions have it in `cached` and no `shmem`. `--upper-limit` is MemTotal.
 */
const memory: readonly RoleRule[] = [
  {
    title: 'memory used',
    metric: apps,
    plus: [shmem],
    role: 'memory',
    unit: 'bytes',
    ...wholeMemory,
  },
  { metric: apps, role: 'memory', unit: 'bytes', ...wholeMemory, unless: 'memory used' },
  { metric: 'memory.free', role: 'memory', unit: 'bytes', direction: -1, unless: 'memory.apps' },
  { metric: 'memory.shmem', role: 'memory', unit: 'bytes' },
  { title: 'swap used', metric: 'memory.swap', role: 'swap', unit: 'bytes' },
  {
    title: 'memory demand',
    metric: apps,
    plus: [shmem, { metric: 'memory.swap' }],
    role: 'memory',
    unit: 'bytes',
    onlyIfMoving: 'swap used',
  },
  {
    title: 'memory demand',
    metric: apps,
    plus: [{ metric: 'memory.swap' }],
    role: 'memory',
    unit: 'bytes',
    onlyIfMoving: 'swap used',
    unless: 'memory demand',
  },
];

/** The plugin `cpu`: percent of one CPU; the graph goes up to 100 for each. `guest` is part of `user`. */
const cpu: readonly RoleRule[] = [
  {
    title: 'cpu busy',
    metric: /cpu\.(?<mode>user|system|nice|irq|softirq)/,
    sumOver: ['mode'],
    scale: 0.01,
    role: 'cpu',
    unit: 'cores',
    graphLimit: true,
    limits: [{ of: { metric: /cpu\.(?:user|system|nice|irq|softirq|iowait|idle|steal)/ } }],
  },
  { metric: 'cpu.iowait', scale: 0.01, role: 'io-wait', unit: 'cores' },
];

/** Plugins `if_<device>`: bytes per second; the graph turns them into bits. */
const network: readonly RoleRule[] = (['up', 'down'] as const).flatMap((direction) => [
  {
    title: `network ${direction}`,
    metric: new RegExp(`if_(?!lo\\.|err_)(?<device>[^.]+)\\.${direction}`),
    sumOver: ['device'],
    role: 'network' as const,
    unit: 'bytes/s',
  },
  {
    metric: `if_lo.${direction}`,
    role: 'network' as const,
    unit: 'bytes/s',
    unless: `network ${direction}`,
  },
]);

const processes: readonly RoleRule[] = [
  { metric: 'threads.threads', role: 'threads', unit: '1' },
  { metric: 'processes.processes', role: 'processes', unit: '1' },
  { metric: /multips\..+/, role: 'processes', unit: '1' },
  { metric: /multips_memory(?:_\w+)?\..+/, role: 'memory', unit: 'bytes' },
  { metric: /ps_[^.]+\.count/, role: 'processes', unit: '1' },
  { metric: 'load.load', role: 'load', unit: '1' },
  { metric: 'processes.runnable', role: 'load', unit: '1' },
  { metric: 'vmstat.wait', role: 'load', unit: '1' },
  { metric: 'processes.uninterruptible', role: 'io-wait', unit: '1' },
  { metric: 'vmstat.sleep', role: 'io-wait', unit: '1' },
  { metric: /swap\.swap_(?:in|out)/, role: 'swap-io', unit: 'pages/s' },
  { metric: /diskstats_throughput.*(?:rd|wr)bytes/, role: 'disk', unit: 'bytes/s' },
  { metric: /diskstats_utilization.*util/, role: 'disk', unit: '%' },
  { metric: /df\..+/, role: 'disk', unit: '%', graphLimit: true },
  { metric: 'open_files.used', role: 'generic', unit: '1' },
];

const connections: readonly RoleRule[] = [
  { metric: 'netstat.established', role: 'connections', unit: '1' },
  {
    metric: 'netstat_established.established',
    role: 'connections',
    unit: '1',
    unless: 'netstat.established',
  },
  { metric: 'tcp.established', role: 'connections', unit: '1', unless: 'netstat.established' },
  { metric: 'fw_conntrack.total', role: 'connections', unit: '1' },
  { metric: 'netstat.passive', role: 'generic', unit: '1/s' },
];

/** The plugin `mysql_` of version 2 and the plugins before it: a connection is a thread of the database. */
const database: readonly RoleRule[] = [
  {
    metric: 'mysql_connections.Threads_connected',
    role: 'connections',
    unit: '1',
    limits: [{ of: { metric: 'mysql_connections.max_connections' } }],
  },
  { metric: 'mysql_connections.Threads_running', role: 'generic', unit: '1' },
  {
    metric: 'mysql_threads.threads',
    role: 'connections',
    unit: '1',
    unless: 'mysql_connections.Threads_connected',
  },
  { metric: /mysql_(?:slow\.Slow_queries|slowqueries\.queries)/, role: 'generic', unit: '1/s' },
];

/** Stock plugins of Apache and nginx; `lighttpd_` and those of php-fpm of contrib; Tomcat's. */
const servers: readonly RoleRule[] = [
  {
    metric: /apache_processes\.busy(?<port>\d*)/,
    role: 'workers',
    unit: '1',
    idle: { metric: /apache_processes\.idle(?<port>\d*)/ },
    limits: [{ of: { metric: /apache_processes\.(?<state>busy|idle|free)(?<port>\d*)/ } }],
  },
  { metric: /apache_accesses\.accesses\d*/, role: 'requests', unit: '1/s' },
  { metric: /apache_volume\.volume\d*/, role: 'network', unit: 'bytes/s' },
  {
    metric: 'lighttpd_status.busy',
    role: 'workers',
    unit: '1',
    idle: { metric: 'lighttpd_status.idle' },
  },
  { metric: 'lighttpd_accesses.accesses', role: 'requests', unit: '1/s' },
  { metric: 'lighttpd_kbytes.kbytes', scale: 1024, role: 'network', unit: 'bytes/s' },
  { metric: /nginx_status\.(?:total|reading|writing|waiting)/, role: 'connections', unit: '1' },
  { metric: 'nginx_request.request', role: 'requests', unit: '1/s' },
  {
    metric: /(?<plugin>php[\w-]*fpm\w*)\.active/,
    role: 'workers',
    unit: '1',
    idle: { metric: /(?<plugin>php[\w-]*fpm\w*)\.idle/ },
  },
  { metric: /php[\w-]*fpm\w*\.total/, role: 'processes', unit: '1' },
  {
    metric: /(?<plugin>php[\w-]*fpm\w*)\.listen/,
    role: 'queue',
    unit: '1',
    limits: [{ of: { metric: /(?<plugin>php[\w-]*fpm\w*)\.len/ } }],
  },
  { metric: /php[\w-]*fpm\w*\.connections/, role: 'requests', unit: '1/s' },
  {
    metric: /tomcat_threads\.(?<connector>(?:\w+_)?)busy/,
    role: 'workers',
    unit: '1',
    idle: { metric: /tomcat_threads\.(?<connector>(?:\w+_)?)idle/ },
  },
  { metric: 'tomcat_access.accesses', role: 'requests', unit: '1/s' },
];

/** https://github.com/munin-monitoring/munin/tree/stable-2.0/plugins/node.d.linux and https://github.com/munin-monitoring/contrib */
export const muninPlugins: MetricFamily = {
  names:
    /^(?:memory|swap|vmstat|cpu|load|threads|processes|multips(?:_memory)?|ps_|proc(?:_pri)?[._]|forks|netstat|tcp|fw_|if_|diskstats?|iostat|df|open_|users|uptime|entropy|interrupts|irqstats|cpuspeed|munin_|meminfo|ntp_|ping|smart_|sensors_|hddtemp|postfix_|exim_|apache_|nginx_|lighttpd_|php[\w-]*fpm|tomcat_|mysql_|numa_)/,
  rules: [...memory, ...cpu, ...network, ...processes, ...connections, ...database, ...servers],
  rest: 'a field of a Munin plugin that points at no culprit, or that another series contains',
};
