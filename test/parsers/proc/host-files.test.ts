import { describe, expect, it } from 'vitest';
import type { MetricValue } from '../../../parsers/metric-value.ts';
import {
  readLoadavg,
  readMeminfo,
  readNetDev,
  readNetstat,
  readPressure,
  readSockstat,
  readStat,
  readVmstat,
} from '../../../parsers/proc/host-files.ts';
import {
  processValues,
  readProcessMemory,
  readProcessStat,
} from '../../../parsers/proc/processes.ts';

function named(values: readonly MetricValue[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    values.map(({ name, labels, value }) => [[name, ...Object.values(labels)].join(' '), value]),
  );
}

describe('the files of a host', () => {
  it.each([
    [
      'meminfo',
      readMeminfo('MemTotal:       1000 kB\nMemAvailable:    600 kB\nHugePages_Total:       0\n'),
      { node_memory_MemTotal_bytes: 1_024_000, node_memory_MemAvailable_bytes: 614_400 },
    ],
    ['loadavg', readLoadavg('0.52 0.58 0.59 1/467 12345\n'), { node_load1: 0.52 }],
    [
      'stat',
      readStat(
        'cpu  10 0 0 0\ncpu0 150 0 25 9000 300 0 0 1 0 0\nprocs_running 2\nprocs_blocked 1\n',
      ),
      {
        'node_cpu_seconds_total 0 user': 1.5,
        'node_cpu_seconds_total 0 iowait': 3,
        'node_cpu_seconds_total 0 steal': 0.01,
        node_procs_running: 2,
        node_procs_blocked: 1,
      },
    ],
    [
      'vmstat',
      readVmstat('nr_free_pages 1\npswpin 3\npswpout 4\npgmajfault 5\noom_kill 1\n'),
      { node_vmstat_pswpin: 3, node_vmstat_oom_kill: 1 },
    ],
    [
      'pressure',
      readPressure(
        'some avg10=0.00 avg60=0.00 avg300=0.00 total=2500000\nfull avg10=0.00 total=7\n',
        'memory',
      ),
      { node_pressure_memory_waiting_seconds_total: 2.5 },
    ],
    [
      'sockstat',
      readSockstat(
        'sockets: used 52\nTCP: inuse 12 orphan 1 tw 30 alloc 20 mem 137\nUDP: inuse 0 mem 0\n',
      ),
      { node_sockstat_TCP_inuse: 12, node_sockstat_TCP_orphan: 1, node_sockstat_TCP_tw: 30 },
    ],
    [
      'netstat',
      readNetstat(
        'Tcp: RtoMin PassiveOpens CurrEstab\nTcp: 200 77 9\nTcpExt: ListenOverflows ListenDrops\nTcpExt: 1 2\n',
      ),
      {
        node_netstat_Tcp_CurrEstab: 9,
        node_netstat_Tcp_PassiveOpens: 77,
        node_netstat_TcpExt_ListenDrops: 2,
      },
    ],
    [
      'net/dev',
      readNetDev(
        'Inter-|   Receive\n face |bytes packets\n  eth0: 500 5 0 0 0 0 0 0 900 9 0 0 0 0 0 0\n',
      ),
      {
        'node_network_receive_bytes_total eth0': 500,
        'node_network_transmit_bytes_total eth0': 900,
      },
    ],
  ])('%s', (_, values, expected) => {
    expect(named(values)).toMatchObject(expected);
  });

  it('that are not there tell nothing', () => {
    const all = [
      readMeminfo,
      readLoadavg,
      readStat,
      readVmstat,
      readSockstat,
      readNetstat,
      readNetDev,
    ];
    for (const read of all)
      expect(read('').filter(({ name }) => name !== 'node_load1')).toEqual([]);
    expect(readPressure('', 'cpu')).toEqual([]);
  });
});

describe('processes', () => {
  it('have names with blanks and brackets', () => {
    const rest = 'S 1 1 1 0 -1 4194560 1 0 0 0 5 6 0 0 20 0 37 0 100 1000 50';
    expect(readProcessStat(`77 (php-fpm: (a) b) ${rest}`)).toEqual({
      name: 'php-fpm: (a) b',
      threads: 37,
    });
    expect(readProcessStat('')).toBeUndefined();
  });

  it('are summed up by program', () => {
    const memory = readProcessMemory('Name:\tnginx\nVmRSS:\t    10 kB\nVmSwap:\t     2 kB\n');
    expect(memory).toEqual({ resident: 10_240, swapped: 2048 });
    const serving = [
      { group: 'nginx', threads: 1, ...memory },
      { group: 'nginx', threads: 4, ...memory },
    ];
    expect(named(processValues([{ name: 'nginx', threads: 5 }], serving))).toEqual({
      node_processes_pids: 1,
      node_processes_threads: 5,
      'namedprocess_namegroup_num_procs nginx': 2,
      'namedprocess_namegroup_num_threads nginx': 5,
      'namedprocess_namegroup_memory_bytes nginx resident': 20_480,
      'namedprocess_namegroup_memory_bytes nginx swapped': 4096,
    });
  });
});
