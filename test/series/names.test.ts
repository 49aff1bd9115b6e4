import { describe, expect, it } from 'vitest';
import { readDatafile } from '../../parsers/munin/datafile.ts';
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
      'g;web1:memory.apps.label apps',
    ].join('\n'),
  );

  it.each([
    ['web1-multips_memory-php-cgi-g.rrd', 'multips_memory.php-cgi'],
    ['web1-multips_memory-php-fpm8.2-g.rrd', 'multips_memory.php-fpm8.2'],
    ['web1-diskstats_throughput-vda-rdbytes-g.rrd', 'diskstats_throughput.vda.rdbytes'],
  ])('asks the datafile for %s', (fileName, name) => {
    expect(new MuninNames([datafile], []).resolve(fileName)).toEqual({ host: 'web1', name });
  });

  it('gives the upper end of the graph', () => {
    const resolved = new MuninNames([datafile], []).resolve('web1-memory-apps-g.rrd');
    expect(resolved).toEqual({ host: 'web1', name: 'memory.apps', upperLimit: 4096 });
  });

  it.each([
    ['web1-disk-vda-rdbytes-g.rrd', 'web1', 'disk.vda.rdbytes'],
    ['web1-load-load-g.rrd', 'web1', 'load.load'],
    ['web1-2-load-load-g.rrd', 'web1-2', 'load.load'],
  ])('without a datafile goes by other files: %s', (fileName, host, name) => {
    const others = ['web1-disk-vda_rdbytes-g.rrd', 'web1-load-load-g.rrd', fileName];
    expect(new MuninNames([], others).resolve(fileName)).toEqual({ host, name });
  });

  it('knows no name in other files', () => {
    expect(new MuninNames([datafile], []).resolve('temperature.rrd')).toBeUndefined();
  });
});
