import { describe, expect, it } from 'vitest';
import { readDatafile } from '../../parsers/munin/datafile.ts';
import { CollectdNames } from '../../src/series/collectd-names.ts';
import { MuninNames } from '../../src/series/munin-names.ts';
import { nodeOfInstance, shortNames } from '../../src/series/node-name.ts';

it.each([
  ['web1:9100', 'web1'],
  ['web1.example.org', 'web1.example.org'],
  ['192.0.2.7:9100', '192.0.2.7'],
  ['[2001:db8::7]:9100', '2001:db8::7'],
  ['2001:db8::7', '2001:db8::7'],
  ['https://web1.example.org:443/metrics', 'web1.example.org'],
])('the node of instance %s is %s', (instance, node) => {
  expect(nodeOfInstance(instance)).toBe(node);
});

it.each([
  [['web1', 'web1.example.org'], [['web1.example.org', 'web1']]],
  [['web1', 'web1.a.org', 'web1.b.org'], []],
  [['web1', 'web10.example.org'], []],
  [['web1.example.org'], []],
])('short names among %j', (nodes, expected) => {
  expect([...shortNames(new Set(nodes))]).toEqual(expected);
});

describe('MuninNames', () => {
  const datafile = readDatafile(
    [
      'g;web1:multips_memory.php-cgi.label php-cgi',
      'g;web1:multips_memory.php-fpm8.2.label php-fpm8.2',
      'g;web1:diskstats_throughput.vda.rdbytes.label Bytes',
      'g;web1:memory.graph_args --upper-limit 4096',
      'g;web1:memory.graph_vlabel Bytes',
      'g;web1:memory.graph_title Memory usage',
      'g;web1:memory.apps.label apps',
      'g;web1:memory.apps.warning 90',
      'g;web1:memory.apps.critical 10:95',
    ].join('\n'),
  );

  it.each([
    ['web1-multips_memory-php-cgi-g.rrd', 'multips_memory.php-cgi'],
    ['web1-multips_memory-php-fpm8.2-g.rrd', 'multips_memory.php-fpm8.2'],
    ['web1-diskstats_throughput-vda-rdbytes-g.rrd', 'diskstats_throughput.vda.rdbytes'],
  ])('asks the datafile for %s', (fileName, name) => {
    expect(new MuninNames([datafile], []).resolve(fileName)).toMatchObject({ host: 'web1', name });
  });

  it('gives what the datafile says of the field and its graph', () => {
    const resolved = new MuninNames([datafile], []).resolve('web1-memory-apps-g.rrd');
    expect(resolved).toEqual({
      host: 'web1',
      name: 'memory.apps',
      kind: 'gauge',
      unit: 'Bytes',
      title: 'Memory usage: apps',
      levels: { warning: { above: 90 }, critical: { below: 10, above: 95 } },
      upperLimit: 4096,
    });
  });

  it.each([
    ['web1-load-load-g.rrd', 'gauge'],
    ['web1-load-load-c.rrd', 'rate'],
    ['web1-load-load-d.rrd', 'rate'],
    ['web1-load-load-a.rrd', 'rate'],
  ])('tells what is stored in %s: %s', (fileName, kind) => {
    expect(new MuninNames([], []).resolve(fileName)).toEqual({
      host: 'web1',
      name: 'load.load',
      kind,
    });
  });

  it.each([
    ['web1-disk-vda-rdbytes-g.rrd', 'web1', 'disk.vda.rdbytes'],
    ['web1-load-load-g.rrd', 'web1', 'load.load'],
    ['web1-2-load-load-g.rrd', 'web1-2', 'load.load'],
    ['web1-diskstats_iops-vda-rdio-g.rrd', 'web1', 'diskstats_iops.vda.rdio'],
    ['web1-multips_memory-php-cgi-g.rrd', 'web1', 'multips_memory.php.cgi'],
  ])('without a datafile goes by other files: %s', (fileName, host, name) => {
    const others = ['web1-disk-vda_rdbytes-g.rrd', 'web1-load-load-g.rrd', fileName];
    expect(new MuninNames([], others).resolve(fileName)).toMatchObject({ host, name });
  });

  it('knows no name in other files', () => {
    expect(new MuninNames([datafile], []).resolve('temperature.rrd')).toBeUndefined();
  });
});

describe('CollectdNames', () => {
  const paths = [
    'rrd/web1.example.org/load/load.rrd',
    'rrd/web1.example.org/curl_json-app/gauge-queue.rrd',
    'rrd/sensors/attic/temperature.rrd',
    'memory/memory-used.rrd',
    './cpu-0/cpu-idle.rrd',
  ];
  const names = new CollectdNames(paths);

  it.each([
    [paths[0], 'shortterm', 'web1.example.org', 'load/load/shortterm', {}],
    [
      paths[1],
      'value',
      'web1.example.org',
      'curl_json/gauge',
      { plugin_instance: 'app', type_instance: 'queue' },
    ],
    [paths[3], 'value', undefined, 'memory/memory', { type_instance: 'used' }],
    [paths[4], 'value', undefined, 'cpu/cpu', { plugin_instance: '0', type_instance: 'idle' }],
  ])('names %s', (path = '', source, host, name, labels) => {
    const identity = names.resolve(path);
    expect(identity?.host).toBe(host);
    expect(identity?.nameOf(source)).toBe(name);
    expect(identity?.labels).toEqual(labels);
  });

  it('knows no name in folders without a file of a stock plugin', () => {
    expect(names.resolve('rrd/sensors/attic/temperature.rrd')).toBeUndefined();
    expect(names.resolve('load.rrd')).toBeUndefined();
  });
});
