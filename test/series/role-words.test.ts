import { expect, it } from 'vitest';
import { readSeries } from '../../src/series/read.ts';
import { roleOfWords } from '../../src/series/role-words.ts';

it.each([
  ['RAM Used', 'memory'],
  ['mem_used_bytes', 'memory'],
  ['Memory usage %', 'memory'],
  ['MemAvailable', 'memory'],
  ['SWAP Used', 'swap'],
  ['cpu', 'cpu'],
  ['CPU Utilization', 'cpu'],
  ['load1', 'load'],
  ['Sys Load 5m', 'load'],
  ['load average', 'load'],
  ['threads', 'threads'],
  ['web1 processes', 'processes'],
  ['busy workers', 'workers'],
  ['tcp established', 'connections'],
  ['listen queue', 'queue'],
  ['requests/s', 'requests'],
  ['Network out', 'network'],
  ['eth0 rx', 'network'],
  ['CPU IOWait', 'io-wait'],
  ['disk read', 'disk'],
  ['RAM Total', 'generic'],
  ['RAM Cache + Buffer', 'generic'],
  ['max connections', 'generic'],
  ['request latency', 'generic'],
  ['payload', 'generic'],
  ['temperature', 'generic'],
  ['', 'generic'],
])('%j is of role %s', (name, role) => {
  expect(roleOfWords(name)).toBe(role);
});

it('names of tables have their role, their unit and their direction', () => {
  const rows = ['time,RAM Used,mem free', '1795262400,1 GB,5 GB', '1795262405,2 GB,4 GB'];
  const bytes = new TextEncoder().encode(rows.join('\n'));
  expect(readSeries([{ path: 'web1.csv', bytes }]).series).toMatchObject([
    { name: 'RAM Used', role: 'memory', unit: 'bytes', direction: 1 },
    { name: 'mem free', role: 'memory', unit: 'bytes', direction: -1 },
  ]);
});

it('words tell nothing again that a table of names has told', () => {
  const rows = ['time,load1,node_load1,threads', '1795262400,1,1,5', '1795262405,2,2,6'];
  const bytes = new TextEncoder().encode(rows.join('\n'));
  const { series } = readSeries([{ path: 'web1.csv', bytes }]);
  expect(series.map(({ name, role }) => [name, role])).toEqual([
    ['load1', 'generic'],
    ['node_load1', 'load'],
    ['threads', 'threads'],
  ]);
});
