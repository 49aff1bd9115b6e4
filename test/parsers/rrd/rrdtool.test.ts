import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isMiss } from '../../../parsers/contract.ts';
import { readRrd } from '../../../parsers/rrd/read-rrd.ts';
import { readDump } from './dump.ts';

const there = spawnSync('rrdtool', ['--version']).error === undefined;
const missing = there ? '' : ' (skipped: rrdtool is not installed)';

it.skipIf(!there)(`reads what rrdtool itself wrote${missing}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'culprit-rrd-'));
  try {
    const path = join(folder, 'web1-cpu-user-d.rrd');
    const start = 1_800_000_000;
    const definition =
      'DS:a:GAUGE:20:U:U DS:b:DERIVE:20:0:U DS:c:DCOUNTER:20:0:U RRA:AVERAGE:0.5:1:50 RRA:MAX:0.5:6:20';
    execFileSync('rrdtool', [
      'create',
      path,
      '--start',
      `${start}`,
      '--step',
      '10',
      ...definition.split(' '),
    ]);
    const updates = Array.from({ length: 80 }, (_, index) => {
      const gauge = index % 7 === 3 ? 'U' : `${Math.sin(index) * 1e9}`;
      return `${start + index * 10 + 11}:${gauge}:${index * index}:${index / 3}`;
    });
    execFileSync('rrdtool', ['update', path, ...updates]);
    const dump = readDump(execFileSync('rrdtool', ['dump', path], { encoding: 'utf8' }));
    const file = readRrd(readFileSync(path));
    if (isMiss(file)) throw new Error(file.reason);
    expect(file.version).toBe('0005');
    expect(file.archives.map(({ times }) => Array.from(times, (time) => time / 1000))).toEqual(
      dump.archives.map(({ rows }) => rows.map(({ seconds }) => seconds)),
    );
    for (const [index, archive] of dump.archives.entries()) {
      for (const [row, { values }] of archive.rows.entries()) {
        for (const [source, dumped] of values.entries()) {
          const read = file.archives[index]?.values[source]?.[row] ?? Number.POSITIVE_INFINITY;
          if (Number.isNaN(dumped)) expect(read).toBeNaN();
          else expect(Math.abs(read - dumped)).toBeLessThanOrEqual(Math.abs(dumped) * 6e-11);
        }
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
