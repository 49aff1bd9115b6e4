import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDatafile, readDatafile } from '../../../parsers/munin/datafile.ts';

const text = `version 2.0.73
example.org;web1.example.org:memory.graph_args --base 1024 -l 0 --upper-limit 25276514304
example.org;web1.example.org:memory.graph_vlabel Bytes
example.org;web1.example.org:memory.graph_title Memory usage
example.org;web1.example.org:memory.apps.label apps
example.org;web1.example.org:memory.apps.draw AREA
example.org;web1.example.org:if_lo.up.negative down
example.org;web1.example.org:if_lo.up.type DERIVE
example.org;web1.example.org:if_lo.up.cdef up,8,*
example.org;web1.example.org:diskstats_throughput.vda.graph_title Disk throughput
example.org;web1.example.org:diskstats_throughput.vda.rdbytes.label Bytes
example.org;web1.example.org:open_files.used.warning 2268888
example.org;web1.example.org:open_files.used.critical 2416859
alone:load.load.label load
not a line of it
`;

describe('readDatafile', () => {
  const fields = readDatafile(text);

  it('joins a field with its graph', () => {
    expect(fields.get('web1.example.org;memory.apps')).toEqual({
      group: 'example.org',
      host: 'web1.example.org',
      name: 'memory.apps',
      label: 'apps',
      title: 'Memory usage',
      vlabel: 'Bytes',
      upperLimit: 25_276_514_304,
    });
  });

  it.each([
    ['web1.example.org;if_lo.up', { negative: 'down', type: 'DERIVE', cdef: 'up,8,*' }],
    [
      'web1.example.org;open_files.used',
      { warning: { above: 2_268_888 }, critical: { above: 2_416_859 } },
    ],
    ['web1.example.org;diskstats_throughput.vda.rdbytes', { title: 'Disk throughput' }],
  ])('reads %s', (id, attributes) => {
    expect(fields.get(id)).toMatchObject(attributes);
  });

  it('reads hosts without a group', () => {
    expect(fields.get('alone;load.load')).toEqual({
      host: 'alone',
      name: 'load.load',
      label: 'load',
    });
  });

  it('reads groups of several parts, as 1.4 writes them too', () => {
    const nested = readDatafile('version 1.4.6\nacme;farm;web-2:cpu.user.label user\n');
    expect(nested.get('web-2;cpu.user')).toEqual({
      group: 'acme;farm',
      host: 'web-2',
      name: 'cpu.user',
      label: 'user',
    });
  });

  it('finds no fields in the text of limits', () => {
    const limits =
      'version 2.0.73\nexample.org;web1;load;load;warning 10\nexample.org;web1;load;load;critical Value is 12:00.5 x\n';
    expect(readDatafile(limits).size).toBe(0);
  });

  it('passes over other lines', () => {
    expect(fields.size).toBe(5);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (any) => {
        expect(readDatafile(any)).toBeInstanceOf(Map);
      }),
    );
  });
});

it.each([
  ['version 2.0.73\n', true],
  ['version 2.999.4\n', true],
  ['Version 2', false],
  ['', false],
])('tells a datafile by its first line: %j', (head, expected) => {
  expect(isDatafile(head)).toBe(expected);
});
