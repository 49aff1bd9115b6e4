import { describe, expect, it } from 'vitest';
import { readSeries } from '../../src/series/read.ts';
import { rrdFile } from './made-rrd.ts';

const web1 = (path: string, values: readonly number[], type?: string) =>
  rrdFile(`rrd/web1/${path}.rrd`, { value: values }, type);
const brief = (files: readonly { path: string; bytes: Uint8Array }[]) =>
  readSeries(files).series.map(({ name, role, unit, capacity, values }) => ({
    name,
    role,
    unit,
    capacity,
    values: [...values],
  }));

describe('series of collectd', () => {
  it('take memory used with the memory as capacity, and the demand with swap', () => {
    const files = [
      web1('memory/memory-used', [300, 500]),
      web1('memory/memory-free', [500, 300]),
      web1('memory/memory-cached', [150, 150]),
      web1('memory/memory-buffered', [20, 20]),
      web1('memory/memory-slab_recl', [30, 30]),
      web1('memory/memory-slab_unrecl', [10, 10]),
      web1('swap/swap-used', [0, 100]),
      web1('swap/swap-free', [200, 100]),
      web1('swap/swap-cached', [0, 0]),
    ];
    expect(brief(files)).toEqual([
      {
        name: 'memory demand (memory/memory + swap/swap)',
        role: 'memory',
        unit: 'bytes',
        capacity: undefined,
        values: [300, 600],
      },
      {
        name: 'memory used (memory/memory)',
        role: 'memory',
        unit: 'bytes',
        capacity: 1010,
        values: [300, 500],
      },
      {
        name: 'swap used (swap/swap)',
        role: 'swap',
        unit: 'bytes',
        capacity: 200,
        values: [0, 100],
      },
    ]);
    const available = web1('memory/memory-available', [900, 250]);
    expect(brief([...files, available])[1]).toMatchObject({
      name: 'memory used (memory/memory - memory/memory)',
      capacity: 1000,
      values: [100, 750],
    });
  });

  it.each([
    ['cpu', 'DERIVE'],
    ['percent', 'GAUGE'],
  ])('add up the CPUs in the type %s', (type, stored) => {
    const files = [0, 1].flatMap((cpu) => [
      web1(`cpu-${cpu}/${type}-user`, [10 + cpu, 40], stored),
      web1(`cpu-${cpu}/${type}-system`, [5, 10], stored),
      web1(`cpu-${cpu}/${type}-wait`, [1, 2], stored),
      web1(`cpu-${cpu}/${type}-idle`, [84 - cpu, 48], stored),
    ]);
    expect(brief(files)).toMatchObject([
      { name: `cpu busy (cpu/${type})`, role: 'cpu', unit: 'cores', capacity: 2 },
      { name: `cpu waiting for disks (cpu/${type})`, role: 'io-wait', unit: 'cores' },
    ]);
    expect(brief(files)[0]?.values[1]).toBeCloseTo(1, 12);
  });

  it('keep the percentages of all CPUs together as they are', () => {
    const files = [web1('cpu/percent-user', [10, 40]), web1('cpu/percent-wait', [1, 2])];
    expect(brief(files)).toMatchObject([
      { name: 'cpu busy (cpu/percent)', role: 'cpu', unit: '%', values: [10, 40] },
      { name: 'cpu/percent{type_instance="wait"}', role: 'io-wait', unit: '%' },
    ]);
  });

  it('take the slots of the scoreboard as the capacity of busy workers', () => {
    const files = [
      web1('apache-main/apache_connections', [5, 9]),
      web1('apache-main/apache_idle_workers', [5, 1]),
      web1('apache-main/apache_scoreboard-open', [140, 140]),
      web1('apache-main/apache_scoreboard-sending', [5, 9]),
      web1('apache-main/apache_scoreboard-waiting', [5, 1]),
    ];
    expect(brief(files)).toMatchObject([
      {
        name: 'apache/apache_connections{plugin_instance="main"}',
        role: 'workers',
        capacity: 150,
        values: [5, 9],
      },
    ]);
  });

  it.each([
    ['load/load', { shortterm: [1, 2], midterm: [1, 2] }, 'load/load/shortterm', 'load', '1'],
    [
      'processes-php/ps_count',
      { processes: [3, 3], threads: [3, 9] },
      'processes/ps_count/threads{plugin_instance="php"}',
      'threads',
      '1',
    ],
    [
      'processes-php/ps_rss',
      { value: [1, 2] },
      'processes/ps_rss{plugin_instance="php"}',
      'memory',
      'bytes',
    ],
    [
      'tcpconns-443-local/tcp_connections-ESTABLISHED',
      { value: [1, 2] },
      'tcpconns/tcp_connections{plugin_instance="443-local",type_instance="ESTABLISHED"}',
      'connections',
      '1',
    ],
    ['nginx/nginx_requests', { value: [1, 2] }, 'nginx/nginx_requests', 'requests', '1/s'],
    [
      'interface-eth0/if_octets',
      { rx: [1, 1], tx: [1, 2] },
      'network tx (interface/if_octets/tx)',
      'network',
      'bytes/s',
    ],
    [
      'interface-lo/if_octets',
      { rx: [1, 1], tx: [1, 2] },
      'network tx on lo (interface/if_octets/tx)',
      'network',
      'bytes/s',
    ],
    [
      'disk-sda/disk_octets',
      { read: [1, 1], write: [1, 2] },
      'disk/disk_octets/write{plugin_instance="sda"}',
      'disk',
      'bytes/s',
    ],
    [
      'swap/swap_io-out',
      { value: [1, 2] },
      'swap/swap_io{type_instance="out"}',
      'swap-io',
      'pages/s',
    ],
    ['conntrack/conntrack', { value: [1, 2] }, 'conntrack/conntrack', 'connections', '1'],
    [
      'processes/ps_state-blocked',
      { value: [1, 2] },
      'processes/ps_state{type_instance="blocked"}',
      'io-wait',
      '1',
    ],
  ])('of %s are named and have their role', (path, valuesOf, name, role, unit) => {
    const { series } = readSeries([rrdFile(`rrd/web1/${path}.rrd`, valuesOf)]);
    expect(series.find((one) => one.name === name)).toMatchObject({ node: 'web1', role, unit });
  });

  it('are of their hosts, and of plugins that nobody knows too', () => {
    const of = (host: string) => [
      rrdFile(`rrd/${host}/load/load.rrd`, { shortterm: [1, 2] }),
      rrdFile(`rrd/${host}/curl_json-app/gauge-queue.rrd`, { value: [1, 2] }),
    ];
    const { series } = readSeries([...of('web1.example.org'), ...of('web2.example.org')]);
    expect(series.map(({ name, node, role }) => [name, node, role])).toEqual(
      ['web1.example.org', 'web2.example.org'].flatMap((node) => [
        ['curl_json/gauge{plugin_instance="app",type_instance="queue"}', node, 'generic'],
        ['load/load/shortterm', node, 'load'],
      ]),
    );
  });

  it('leave out what points at no culprit', () => {
    const { series, leftOut } = readSeries([web1('df-root/df_complex-used', [1, 2])]);
    expect(series).toEqual([]);
    expect(leftOut).toMatchObject([{ count: 1, reason: expect.stringContaining('collectd') }]);
  });
});
