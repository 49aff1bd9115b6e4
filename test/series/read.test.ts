import { describe, expect, it } from 'vitest';
import { MAX_GENERIC_SERIES } from '../../src/series/generic.ts';
import { readSeries } from '../../src/series/read.ts';
import { buildRrd, type Machine, machines } from '../parsers/rrd/build-rrd.ts';
import { every, metric, reply } from './prometheus-reply.ts';

const text = (path: string, content: string) => ({
  path,
  bytes: new TextEncoder().encode(content),
});

/** An RRD of ten-second rows as Munin has them. */
function muninFile(path: string, values: readonly number[], type = 'GAUGE') {
  const recipe = {
    version: '0003',
    step: 10,
    lastUpdate: 1_795_229_000 + values.length * 10,
    sources: [{ name: '42', type, heartbeat: 20, min: Number.NaN, max: Number.NaN }],
    archives: [
      {
        consolidation: 'AVERAGE',
        pdpPerRow: 1,
        xff: 0.5,
        rows: values.map((value) => [value]),
        currentRow: 0,
      },
    ],
  };
  return { path, bytes: buildRrd(recipe, machines[0] as Machine) };
}

describe('derived series', () => {
  // Second 1 of a capture: a buffered response begins to fill shared memory.
  const memory = [
    metric('node_memory_MemTotal_bytes', ['25276514304', '25276514304', '25276514304']),
    metric('node_memory_MemAvailable_bytes', ['24629977088', '23629977088', '24629977088']),
    metric('node_memory_SwapTotal_bytes', [1000, 1000, 1000]),
  ];

  it('takes memory used from what is available, with the memory as its capacity', () => {
    expect(readSeries(memory).series).toEqual([
      {
        name: 'memory used (node_memory_MemTotal_bytes - node_memory_MemAvailable_bytes)',
        node: 'web1',
        role: 'memory',
        unit: 'bytes',
        direction: 1,
        stepSeconds: 5,
        sampling: 'instant',
        capacity: 25_276_514_304,
        times: Float64Array.of(1_795_229_000_000, 1_795_229_005_000, 1_795_229_010_000),
        values: Float64Array.of(646_537_216, 1_646_537_216, 646_537_216),
      },
    ]);
  });

  it('falls back to free, buffers and cached', () => {
    const parts = ['MemFree', 'Buffers', 'Cached'].map((part) =>
      metric(`node_memory_${part}_bytes`, [1, 2]),
    );
    const { series } = readSeries([metric('node_memory_MemTotal_bytes', [10, 10]), ...parts]);
    expect(series.map(({ name, values }) => [name, ...values])).toEqual([
      [
        'memory used (node_memory_MemTotal_bytes - node_memory_MemFree_bytes - node_memory_Buffers_bytes - node_memory_Cached_bytes)',
        7,
        4,
      ],
    ]);
  });

  it('adds the demand only where swap moves', () => {
    const still = [...memory, metric('node_memory_SwapFree_bytes', [1000, 1000, 1000])];
    const moving = [...memory, metric('node_memory_SwapFree_bytes', [1000, 400, 400])];
    const titles = (files: typeof memory) =>
      readSeries(files).series.map(({ name }) => name.split(' (')[0]);
    expect(titles(still)).toEqual(['memory used', 'swap used']);
    expect(titles(moving)).toEqual(['memory demand', 'memory used', 'swap used']);
    const demand = readSeries(moving).series[0];
    expect([...(demand?.values ?? [])]).toEqual([646_537_216, 1_646_537_816, 646_537_816]);
  });

  it('sums busy CPU over modes and CPUs, and leaves waiting apart', () => {
    const cpu = (name: string, mode: string, values: number[]) =>
      metric('node_cpu_seconds_total', values, { cpu: name, mode });
    const { series } = readSeries([
      cpu('0', 'user', [0, 5, 10]),
      cpu('1', 'user', [0, 2.5, 5]),
      cpu('0', 'system', [0, 0, 2.5]),
      cpu('0', 'idle', [0, 1, 2]),
      cpu('1', 'steal', [0, 1, 2]),
      cpu('0', 'iowait', [0, 1, 1]),
    ]);
    expect(
      series.map(({ name, role, capacity, values }) => ({
        name,
        role,
        capacity,
        values: [...values],
      })),
    ).toEqual([
      { name: 'cpu busy (node_cpu_seconds_total)', role: 'cpu', capacity: 2, values: [1.5, 2] },
      {
        name: 'cpu waiting for I/O (node_cpu_seconds_total)',
        role: 'io-wait',
        capacity: undefined,
        values: [0.2, 0],
      },
    ]);
  });

  it('sums network devices of the host; the loopback counts only where it is all there is', () => {
    const sent = (device: string, values: number[]) =>
      metric('node_network_transmit_bytes_total', values, { device });
    const lo = sent('lo', [0, 500, 1500]);
    const devices = [
      sent('eth0', [0, 5, 10]),
      sent('eth1', [0, 10, 30]),
      sent('veth12', [0, 99, 999]),
    ];
    const read = (files: (typeof lo)[]) =>
      readSeries(files).series.map(({ name, values }) => [name, ...values]);
    expect(read([lo, ...devices])).toEqual([
      ['network transmit (node_network_transmit_bytes_total)', 3, 5],
    ]);
    expect(read([lo])).toEqual([
      ['network transmit on lo (node_network_transmit_bytes_total)', 100, 200],
    ]);
  });
});

describe('Munin', () => {
  const folder = 'example.org/web1.example.org-';
  const datafile = text(
    'datafile',
    'version 2.0.73\nexample.org;web1.example.org:memory.graph_args --upper-limit 4096\nexample.org;web1.example.org:memory.apps.label apps\n',
  );

  it('adds shared memory to what applications use, with the graph telling the memory', () => {
    const files = [
      datafile,
      muninFile(`${folder}memory-apps-g.rrd`, [1, 2, 3]),
      muninFile(`${folder}memory-shmem-g.rrd`, [10, 20, 30]),
    ];
    const { series, skipped } = readSeries(files);
    expect(skipped).toEqual([]);
    expect(
      series.map(({ name, node, capacity, values }) => [name, node, capacity, ...values]),
    ).toEqual([
      ['memory used (memory.apps + memory.shmem)', 'web1.example.org', 4096, 11, 22, 33],
      ['memory.shmem', 'web1.example.org', undefined, 10, 20, 30],
    ]);
  });

  it('turns percent of a CPU into cores', () => {
    const files = [
      muninFile(`${folder}cpu-user-d.rrd`, [50, 100], 'DERIVE'),
      muninFile(`${folder}cpu-system-d.rrd`, [10, 20], 'DERIVE'),
      muninFile(`${folder}cpu-idle-d.rrd`, [140, 80], 'DERIVE'),
    ];
    const [busy] = readSeries(files).series;
    expect(busy).toMatchObject({
      name: 'cpu busy (cpu.system + cpu.user)',
      unit: 'cores',
      sampling: 'mean',
      capacity: 2,
    });
    expect([...(busy?.values ?? [])]).toEqual([0.6, 1.2]);
  });

  it('counts the slots of the scoreboard as the capacity of the busy workers', () => {
    const files = (['busy', 'idle', 'free'] as const).map((state, index) =>
      muninFile(`${folder}apache_processes-${state}8080-g.rrd`, [index + 1, index + 2]),
    );
    expect(readSeries(files).series).toMatchObject([
      { name: 'apache_processes.busy8080', role: 'workers', capacity: 7.5 },
    ]);
  });

  it('names RRDs of others by file and source', () => {
    expect(readSeries([muninFile('temperature.rrd', [1, 2])]).series).toMatchObject([
      { name: 'temperature.42', role: 'generic', sampling: 'instant' },
    ]);
  });
});

describe('workers', () => {
  const busy = (values: number[]) => metric('apache_workers', values, { state: 'busy' });
  const idle = (values: number[]) => metric('apache_workers', values, { state: 'idle' });
  const board = (state: string, values: number[]) => metric('apache_scoreboard', values, { state });

  it('have the length of the scoreboard as capacity', () => {
    const files = [
      busy([1, 2]),
      idle([9, 8]),
      board('idle', [9, 8]),
      board('reply', [1, 2]),
      board('open_slot', [246, 246]),
    ];
    const { series } = readSeries(files);
    expect(series.map(({ name, role, capacity }) => [name, role, capacity])).toEqual([
      ['apache_scoreboard{state="reply"}', 'generic', undefined],
      ['apache_workers{state="busy"}', 'workers', 256],
    ]);
  });

  it('have a lower capacity where none was idle at the top three times in a row', () => {
    const slots = board('open_slot', [256, 256, 256, 256, 256]);
    const full = [busy([1, 150, 150, 150, 9]), idle([9, 0, 0, 0, 5]), slots];
    const passing = [busy([1, 100, 150, 150, 9]), idle([9, 0, 0, 0, 5]), slots];
    expect(readSeries(full).series[0]?.capacity).toBe(150);
    expect(readSeries(passing).series[0]?.capacity).toBe(256);
  });

  it('of a small pool have none by chance', () => {
    expect(
      readSeries([busy([3, 3, 3, 1]), idle([0, 0, 0, 0])]).series[0]?.capacity,
    ).toBeUndefined();
  });

  it('of uWSGI are summed, and counted for the capacity', () => {
    const worker = (id: string, values: number[]) =>
      metric('uwsgi_worker_busy', values, { worker_id: id });
    const { series } = readSeries([worker('1', [0, 1, 1]), worker('2', [0, 0, 1])]);
    expect(series).toMatchObject([{ name: 'uwsgi_worker_busy', role: 'workers', capacity: 2 }]);
    expect([...(series[0]?.values ?? [])]).toEqual([0, 1, 2]);
  });
});

describe('nodes', () => {
  it('are hosts without their ports: exporters of one host are one node', () => {
    const files = [
      metric('node_load1', [1, 2]),
      metric('nginx_connections_active', [1, 2], { instance: 'web1:9113' }),
    ];
    expect(new Set(readSeries(files).series.map(({ node }) => node))).toEqual(new Set(['web1']));
  });

  it('go by the short name where Munin has the long one', () => {
    const files = [
      metric('node_load1', [1, 2]),
      muninFile('g/web1.example.org-load-load-g.rrd', [1, 2]),
    ];
    expect(readSeries(files).series.map(({ name, node }) => [name, node])).toEqual([
      ['load.load', 'web1'],
      ['node_load1', 'web1'],
    ]);
  });

  it('get what no node is told for only when they are alone', () => {
    const expression = reply('expr_ratio.json', { metric: {}, values: every(15, [0.1, 0.2]) });
    const one = readSeries([metric('node_load1', [1, 2]), expression]);
    expect(one.series.map(({ name, node }) => [name, node])).toEqual([
      ['expr_ratio', 'web1'],
      ['node_load1', 'web1'],
    ]);
    const other = metric('node_load1', [1, 2], { instance: 'web2:9100' });
    const two = readSeries([metric('node_load1', [1, 2]), other, expression]);
    expect(two.series.find(({ name }) => name === 'expr_ratio')).not.toHaveProperty('node');
  });

  it('are named by the caller before all', () => {
    expect(readSeries([metric('node_load1', [1, 2])], { node: 'db' }).series[0]?.node).toBe('db');
  });

  it('tell exporters on one node apart where names are alike', () => {
    const busy = (port: string) =>
      metric('apache_workers', [1, 2], { state: 'busy', instance: `web1:${port}`, job: 'apache' });
    expect(readSeries([busy('9117'), busy('9118')]).series.map(({ name }) => name)).toEqual([
      'apache_workers{instance="web1:9117",job="apache",state="busy"}',
      'apache_workers{instance="web1:9118",job="apache",state="busy"}',
    ]);
  });
});

describe('parts', () => {
  const labels = { __name__: 'node_load1', instance: 'web1:9100' };
  const part = (path: string, from: number, values: (readonly [number, number])[]) =>
    reply(path, {
      metric: labels,
      values: values.map(([seconds, value]) => [from + seconds, value]),
    });

  it('of one series are joined, and the finer one counts where they overlap', () => {
    const files = [
      part('fine.json', 60, [
        [0, 1],
        [15, 2],
        [30, 3],
      ]),
      part('coarse.json', 0, [
        [0, 9],
        [60, 9],
        [120, 9],
      ]),
      part('again.json', 60, [
        [0, 1],
        [15, 2],
        [30, 3],
      ]),
    ];
    const [series, ...others] = readSeries(files).series;
    expect(others).toEqual([]);
    expect([...(series?.values ?? [])].filter((value) => !Number.isNaN(value))).toEqual([
      9, 1, 2, 3, 9,
    ]);
  });

  it('that are one instant do not disturb a longer one', () => {
    const files = [
      part('a.json', 0, [
        [0, 1],
        [5, 2],
        [10, 3],
      ]),
      part('instant.json', 0, [[6, 9]]),
    ];
    expect([...(readSeries(files).series[0]?.values ?? [])]).toEqual([1, 2, 3]);
  });

  it('make the same whatever the order of the files', () => {
    const files = [
      metric('node_load1', [1, 2, 3]),
      metric('node_memory_Shmem_bytes', [5, 6]),
      metric('apache_workers', [1, 2], { state: 'busy', instance: 'web1:9117' }),
      part('late.json', 1_795_229_100, [
        [0, 7],
        [5, 8],
      ]),
      text('notes.txt', 'none'),
    ];
    expect(readSeries([...files].reverse())).toEqual(readSeries(files));
  });
});

describe('what is left out', () => {
  it('is told by file or by series', () => {
    const files = [
      text('notes.txt', 'none'),
      text('empty.json', ''),
      text('error.json', '{"status":"error","errorType":"bad_data","error":"no"}'),
      metric('up', [1, 0, 1]),
      metric('node_memory_Cached_bytes', [1, 2]),
      metric('node_load1', [3]),
      metric('http_in_flight', [4, 4]),
    ];
    expect(readSeries(files)).toEqual({
      series: [],
      skipped: [
        { path: 'empty.json', reason: 'an empty file' },
        { path: 'error.json', reason: 'Prometheus answered with an error: bad_data: no' },
        { path: 'notes.txt', reason: 'not a metric format that is known' },
      ],
      leftOut: [
        { path: 'http_in_flight{}.json', reason: 'never changes', count: 1 },
        { path: 'node_load1{}.json', reason: 'fewer than two known samples', count: 1 },
        {
          path: 'node_memory_Cached_bytes{}.json',
          reason: 'a node_exporter metric that points at no culprit',
          count: 1,
        },
        { path: 'up{}.json', reason: 'about monitoring itself, not about a resource', count: 1 },
      ],
      notes: [],
    });
  });

  it('holds client libraries of exporters, but not of programs', () => {
    const resident = (instance: string) =>
      metric('process_resident_memory_bytes', [1, 2], { instance });
    const files = [metric('node_load1', [1, 2]), resident('web1:9100'), resident('web1:8000')];
    expect(readSeries(files).series.map(({ name, role }) => [name, role])).toEqual([
      ['node_load1', 'load'],
      ['process_resident_memory_bytes', 'memory'],
    ]);
  });

  it('holds unknown metrics beyond the limit', () => {
    const files = Array.from({ length: MAX_GENERIC_SERIES + 2 }, (_, index) =>
      metric(`app_gauge_${String(index).padStart(3, '0')}`, [1, 2]),
    );
    const { series, leftOut } = readSeries(files);
    expect(series.length).toBe(MAX_GENERIC_SERIES);
    expect(leftOut.map(({ path }) => path)).toEqual([
      'app_gauge_064{}.json',
      'app_gauge_065{}.json',
    ]);
  });
});

it('takes unknown counters as rates, and marks gaps and infinite values', () => {
  const [counter, gauge] = readSeries([
    metric('jobs_done_bytes_total', [0, 5, 15]),
    reply('load.json', {
      metric: { __name__: 'queue_depth', instance: 'web1:1' },
      values: [
        [0, '1'],
        [10, '+Inf'],
        [20, '3'],
        [60, '4'],
      ],
    }),
  ]).series;
  expect(counter).toMatchObject({
    unit: 'bytes/s',
    sampling: 'mean',
    values: Float64Array.of(1, 2),
  });
  expect(gauge).toMatchObject({
    times: Float64Array.of(0, 10_000, 20_000, 30_000, 60_000),
    values: Float64Array.of(1, Number.NaN, 3, Number.NaN, 4),
  });
});
