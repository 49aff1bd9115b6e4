import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { muninName, muninNameOn } from '../../../parsers/munin/file-name.ts';

describe('muninName', () => {
  it.each([
    ['web1.example.org-memory-apps-g.rrd', 'web1.example.org', 'memory', 'apps', 'gauge'],
    ['web1.example.org-if_lo-down-d.rrd', 'web1.example.org', 'if_lo', 'down', 'derive'],
    [
      'my-web-1-apache_accesses-accesses80-c.rrd',
      'my-web-1',
      'apache_accesses',
      'accesses80',
      'counter',
    ],
    ['a-b-c-a.rrd', 'a', 'b', 'c', 'absolute'],
  ])('takes %s apart', (fileName, host, plugin, field, type) => {
    expect(muninName(fileName)).toEqual({ host, plugin, field, type });
  });

  it.each([
    'temperature.rrd',
    'a-b-g.rrd',
    'a-b-c-x.rrd',
    'a-b-c-g.rrd.dump.xml',
    '--c-g.rrd',
    'datafile',
  ])('finds no Munin name in %s', (fileName) => {
    expect(muninName(fileName)).toBeUndefined();
  });

  it('reads back names whose plugin and field have no dash', () => {
    const part = fc.stringMatching(/^\w{1,8}$/);
    const host = fc.stringMatching(/^[a-z0-9]{1,5}([.-][a-z0-9]{1,5}){0,3}$/);
    fc.assert(
      fc.property(host, part, part, (name, plugin, field) => {
        const read = muninName(`${name}-${plugin}-${field}-g.rrd`);
        expect(read).toEqual({ host: name, plugin, field, type: 'gauge' });
      }),
    );
  });
});

describe('muninNameOn', () => {
  it.each([
    ['web-1', 'web-1-load-load-g.rrd', 'load', 'load'],
    [
      'web-1',
      'web-1-diskstats_throughput-vda-rdbytes-g.rrd',
      'diskstats_throughput.vda',
      'rdbytes',
    ],
  ])('splits what follows %s in %s', (host, fileName, plugin, field) => {
    expect(muninNameOn(host, fileName)).toEqual({ host, plugin, field, type: 'gauge' });
  });

  it.each([
    ['web', 'web-2-g.rrd'],
    ['other', 'web-load-load-g.rrd'],
    ['web', 'web-load--load-g.rrd'],
  ])('knows no plugin on %s in %s', (host, fileName) => {
    expect(muninNameOn(host, fileName)).toBeUndefined();
  });
});
