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
  ['uwsgi_cores_busy', {}, 'workers', '1'],
  ['uwsgi_listen_queue_length', {}, 'queue', '1'],
  ['uwsgi_worker_requests_total', { worker_id: '1' }, 'requests', '1/s'],
  ['container_memory_working_set_bytes', { name: 'web' }, 'memory', 'bytes'],
  ['container_cpu_usage_seconds_total', { name: 'web', cpu: 'cpu00' }, 'cpu', 'cores'],
  ['container_threads', { name: 'web' }, 'threads', '1'],
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
  ['node_filefd_allocated', {}],
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
    'memory.free',
    'memory.committed',
    'cpu.idle',
    'cpu.steal',
    'uptime.uptime',
    'processes.sleeping',
    'if_err_eth0.rcvd',
    'tcp.time_wait',
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
