import { describe, expect, it } from 'vitest';
import { readSeries } from '../../src/series/read.ts';
import { matchLabels } from '../../src/series/role-rule.ts';
import { families } from '../../src/series/roles.ts';
import { roles } from '../../src/series/series.ts';
import { metric } from './prometheus-reply.ts';

/** A metric, its labels, and what it becomes. */
const table: readonly (readonly [string, Record<string, string>, string, string])[] = [
  ['node_memory_Shmem_bytes', {}, 'memory', 'bytes'],
  ['node_load1', {}, 'load', '1'],
  ['node_procs_running', {}, 'load', '1'],
  ['node_procs_blocked', {}, 'io-wait', '1'],
  ['node_processes_threads', {}, 'threads', '1'],
  ['node_processes_pids', {}, 'processes', '1'],
  ['node_netstat_Tcp_CurrEstab', {}, 'connections', '1'],
  ['node_sockstat_TCP_inuse', {}, 'connections', '1'],
  ['node_netstat_TcpExt_ListenDrops', {}, 'queue', '1/s'],
  ['node_vmstat_pswpin', {}, 'swap-io', 'pages/s'],
  ['node_vmstat_pswpout', {}, 'swap-io', 'pages/s'],
  ['node_disk_read_bytes_total', { device: 'vda' }, 'disk', 'bytes/s'],
  ['node_tcp_connection_states', { state: 'established' }, 'connections', '1'],
  ['node_filefd_allocated', {}, 'generic', '1'],
  ['node_vmstat_oom_kill', {}, 'limit', '1/s'],
  ['namedprocess_namegroup_states', { groupname: 'a', state: 'Waiting' }, 'io-wait', '1'],
  ['namedprocess_namegroup_major_page_faults_total', { groupname: 'a' }, 'swap-io', '1/s'],
  [
    'namedprocess_namegroup_memory_bytes',
    { groupname: 'apache2', memtype: 'resident' },
    'memory',
    'bytes',
  ],
  ['namedprocess_namegroup_num_threads', { groupname: 'timeline.fcgi' }, 'threads', '1'],
  ['namedprocess_namegroup_num_procs', { groupname: 'apache2' }, 'processes', '1'],
  ['namedprocess_namegroup_cpu_seconds_total', { groupname: 'a', mode: 'user' }, 'cpu', 'cores'],
  ['apache_workers', { state: 'busy' }, 'workers', '1'],
  ['apache_accesses_total', {}, 'requests', '1/s'],
  ['apache_sent_kilobytes_total', {}, 'network', 'bytes/s'],
  ['apache_connections', { state: 'total' }, 'connections', '1'],
  ['nginx_connections_active', {}, 'connections', '1'],
  ['nginx_http_requests_total', {}, 'requests', '1/s'],
  ['phpfpm_active_processes', { pool: 'www' }, 'workers', '1'],
  ['phpfpm_listen_queue', { pool: 'www' }, 'queue', '1'],
  ['phpfpm_max_children_reached', { pool: 'www' }, 'limit', '1/s'],
  ['phpfpm_listen_queue_connections', {}, 'queue', '1'],
  ['nginx_vts_main_connections', { status: 'active' }, 'connections', '1'],
  ['nginx_vts_main_connections', { status: 'requests' }, 'requests', '1/s'],
  ['nginx_vts_server_bytes_total', { host: '*', direction: 'out' }, 'network', 'bytes/s'],
  ['nginx_server_connections', { status: 'writing' }, 'connections', '1'],
  ['nginxplus_upstream_server_active', { upstream: 'a', server: 'b' }, 'connections', '1'],
  ['lighttpd_busy_servers', {}, 'workers', '1'],
  ['lighttpd_workers', { state: 'busy' }, 'workers', '1'],
  ['lighttpd_accesses_total', {}, 'requests', '1/s'],
  ['lighttpd_sent_kilobytes_total', {}, 'network', 'bytes/s'],
  ['uwsgi_cores_busy', {}, 'workers', '1'],
  ['uwsgi_listen_queue_length', {}, 'queue', '1'],
  ['uwsgi_worker_requests_total', { worker_id: '1' }, 'requests', '1/s'],
  ['container_memory_working_set_bytes', { name: 'web' }, 'memory', 'bytes'],
  ['container_cpu_usage_seconds_total', { name: 'web', cpu: 'cpu00' }, 'cpu', 'cores'],
  ['container_threads', { name: 'web' }, 'threads', '1'],
  ['container_memory_failcnt', { name: 'web' }, 'limit', '1/s'],
  ['container_network_tcp_usage_total', { tcp_state: 'established' }, 'connections', '1'],
  ['container_fs_usage_bytes', { device: '/dev/vda' }, 'disk', 'bytes'],
];

it.each(table)('%s %j is of role %s in %s', (name, labels, role, unit) => {
  // Grows ever faster, so that its rate moves too.
  const { series } = readSeries([metric(name, [1, 2, 4, 8], labels)]);
  expect(series.map((one) => [one.role, one.unit, one.direction])).toEqual([[role, unit, 1]]);
});

it.each([
  ['node_memory_MemFree_bytes', {}],
  ['node_memory_Cached_bytes', {}],
  ['namedprocess_namegroup_memory_bytes', { groupname: 'a', memtype: 'virtual' }],
  ['apache_workers', { state: 'idle' }],
  ['apache_scoreboard', { state: 'open_slot' }],
  ['node_disk_read_bytes_total', { device: 'zram0' }],
  ['node_filefd_maximum', {}],
  ['node_filesystem_size_bytes', { fstype: 'tmpfs' }],
  ['nginx_vts_main_connections', { status: 'handled' }],
  ['lighttpd_idle_servers', {}],
  ['go_goroutines', {}],
  ['scrape_duration_seconds', {}],
  ['node_boot_time_seconds', {}],
  ['apache_info', {}],
  ['http_request_duration_seconds_bucket', { le: '1' }],
  ['http_requests_created', {}],
])('%s %j gives no series', (name, labels) => {
  expect(readSeries([metric(name, [1, 2, 4, 8], labels)]).series).toEqual([]);
});

const munin: readonly (readonly [string, string])[] = [
  ['memory.shmem', 'memory'],
  ['multips_memory.apache2', 'memory'],
  ['multips_memory.php-cgi', 'memory'],
  ['multips.apache2', 'processes'],
  ['threads.threads', 'threads'],
  ['processes.processes', 'processes'],
  ['apache_processes.busy80', 'workers'],
  ['apache_accesses.accesses80', 'requests'],
  ['apache_volume.volume80', 'network'],
  ['nginx_status.total', 'connections'],
  ['nginx_request.request', 'requests'],
  ['lighttpd_status.busy', 'workers'],
  ['lighttpd_accesses.accesses', 'requests'],
  ['php_fpm_process_process.active', 'workers'],
  ['phpfpm_status.active', 'workers'],
  ['tomcat_threads.busy', 'workers'],
  ['load.load', 'load'],
  ['cpu.user', 'cpu'],
  ['cpu.iowait', 'io-wait'],
  ['if_eth0.up', 'network'],
  ['if_lo.down', 'network'],
  ['netstat.established', 'connections'],
  ['fw_conntrack.total', 'connections'],
  ['swap.swap_in', 'swap-io'],
  ['diskstats_throughput.vda.rdbytes', 'disk'],
  ['diskstats_throughput_vda.rdbytes', 'disk'],
  ['df._dev_vda1', 'disk'],
  ['open_files.used', 'generic'],
  ['php5-fpm_status.active', 'workers'],
  ['php_fpm_process_queues.listen', 'queue'],
  ['tomcat_threads.http_8080_busy', 'workers'],
  ['mysql_connections.Threads_connected', 'connections'],
  ['mysql_threads.threads', 'connections'],
  ['mysql_slowqueries.queries', 'generic'],
];

describe('Munin plugins', () => {
  const [family] = families.munin;
  const roleOf = (name: string) =>
    family?.rules.find((rule) => matchLabels(rule, { name, labels: {} }) !== undefined)?.role;

  it.each(munin)('%s is of role %s', (name, role) => {
    expect(family?.names.test(name)).toBe(true);
    expect(roleOf(name)).toBe(role);
  });

  it.each([
    'memory.cached',
    'memory.committed',
    'cpu.idle',
    'cpu.steal',
    'uptime.uptime',
    'if_err_eth0.rcvd',
    'tcp.time_wait',
    'mysql_queries.select',
    'forks.forks',
    'proc_pri.high',
    'interrupts.intr',
    'processes.sleeping',
  ])('%s has none', (name) => {
    expect(family?.names.test(name)).toBe(true);
    expect(roleOf(name)).toBeUndefined();
  });
});

it('every table names roles that are known, and metrics of its own family', () => {
  for (const family of Object.values(families).flat()) {
    for (const rule of family.rules) {
      expect(roles).toContain(rule.role);
      if (typeof rule.metric === 'string') expect(rule.metric).toMatch(family.names);
    }
  }
});

/** A node_exporter's gauges of two samples. */
const gauges = (values: Readonly<Record<string, readonly number[]>>) =>
  Object.entries(values).map(([name, samples]) => metric(name, samples));

it.each<readonly [string, Record<string, readonly number[]>, string, number]>([
  [
    'open files',
    { node_filefd_allocated: [1, 2], node_filefd_maximum: [9, 9] },
    'node_filefd_allocated',
    9,
  ],
  [
    'tracked connections',
    { node_nf_conntrack_entries: [1, 2], node_nf_conntrack_entries_limit: [64, 64] },
    'node_nf_conntrack_entries',
    64,
  ],
  [
    "php-fpm's queue",
    { phpfpm_listen_queue_connections: [1, 2], phpfpm_listen_queue_length_connections: [128, 128] },
    'phpfpm_listen_queue_connections',
    128,
  ],
  [
    'swap',
    { node_memory_SwapTotal_bytes: [100, 100], node_memory_SwapFree_bytes: [90, 80] },
    'swap used (node_memory_SwapTotal_bytes - node_memory_SwapFree_bytes)',
    100,
  ],
])('the limit of %s is told by its neighbour', (_, values, name, capacity) => {
  const { series } = readSeries(gauges(values));
  expect(series.map((one) => [one.name, one.capacity])).toEqual([[name, capacity]]);
});

it('what is available alone is bad when it falls', () => {
  const { series } = readSeries(gauges({ node_memory_MemAvailable_bytes: [2, 1] }));
  expect(series).toMatchObject([{ role: 'memory', direction: -1 }]);
});

it("takes bakins' exporter of php-fpm for what it says, its gauge called total", () => {
  const files = [
    metric('phpfpm_processes_total', [1, 3], { state: 'active' }),
    metric('phpfpm_processes_total', [4, 2], { state: 'idle' }),
    metric('phpfpm_listen_queue_connections', [0, 7]),
  ];
  const { series } = readSeries(files);
  expect(series.map(({ name, role, values }) => [name, role, ...values])).toEqual([
    ['php-fpm processes (phpfpm_processes_total)', 'processes', 5, 5],
    ['phpfpm_listen_queue_connections', 'queue', 0, 7],
    ['phpfpm_processes_total{state="active"}', 'workers', 1, 3],
  ]);
});
