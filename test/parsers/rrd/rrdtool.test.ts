import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { isMiss } from '../../../parsers/contract.ts';
import { readDump } from '../../../parsers/rrd/dump.ts';
import { readFetch } from '../../../parsers/rrd/fetch.ts';
import { readRrd } from '../../../parsers/rrd/read-rrd.ts';
import { rrdRooms } from '../../../parsers/rrd/rooms.ts';
import type { RrdFile } from '../../../parsers/rrd/rrd-file.ts';
import { readDump as readOracle } from './dump.ts';
import { valuesOf } from './reading.ts';
import { expectSame } from './same-number.ts';

const there = spawnSync('rrdtool', ['--version']).error === undefined;
const missing = there ? '' : ' (skipped: rrdtool is not installed)';
const folder = there ? mkdtempSync(join(tmpdir(), 'culprit-rrd-')) : '';
const path = join(folder, 'made.rrd');
const START = 1_800_000_000;

afterAll(() => {
  if (there) rmSync(folder, { recursive: true });
});

const rrdtool = (...args: string[]): string =>
  execFileSync('rrdtool', args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });

const sourceTypes = ['GAUGE', 'COUNTER', 'DERIVE', 'ABSOLUTE', 'DCOUNTER', 'DDERIVE', 'COMPUTE'];
const consolidations = ['AVERAGE', 'MIN', 'MAX', 'LAST'];
/** Whole numbers, which all types take; a counter that falls has been reset. */
const reading = fc.option(fc.integer({ min: 0, max: 4_000_000_000 }), { freq: 6 });
const made = fc.record({
  step: fc.integer({ min: 1, max: 600 }),
  types: fc.array(fc.constantFrom(...sourceTypes), { minLength: 1, maxLength: 3 }),
  archives: fc.array(
    fc.record({
      consolidation: fc.constantFrom(...consolidations),
      points: fc.integer({ min: 1, max: 7 }),
      rows: fc.integer({ min: 1, max: 40 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  predicts: fc.boolean(),
  updates: fc.array(
    fc.record({
      after: fc.integer({ min: 1, max: 3 }),
      values: fc.array(reading, { minLength: 3, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 60 },
  ),
});
type Made = typeof made extends fc.Arbitrary<infer T> ? T : never;

/** Has rrdtool make the file at `path`. The first source is a gauge, which the computed ones go by. */
function make({ step, types, archives, predicts, updates }: Made): void {
  const sources = types.map((type, index) =>
    type === 'COMPUTE' ? `DS:d${index}:COMPUTE:g,2,/` : `DS:d${index}:${type}:${step * 3}:U:U`,
  );
  const stored = archives.map(
    ({ consolidation, points, rows }) => `RRA:${consolidation}:0.5:${points}:${rows}`,
  );
  const predicted = predicts ? ['RRA:HWPREDICT:20:0.1:0.0035:10'] : [];
  const gauge = `DS:g:GAUGE:${step * 3}:U:U`;
  const first = ['create', path, '--start', `${START}`, '--step', `${step}`];
  rrdtool(...first, gauge, ...sources, ...stored, ...predicted);
  let seconds = START;
  const lines = updates.map(({ after, values }) => {
    seconds += after * step;
    const read = values.slice(0, types.length).filter((_, index) => types[index] !== 'COMPUTE');
    return [seconds, ...[values[0] ?? null, ...read].map((value) => value ?? 'U')].join(':');
  });
  rrdtool('update', path, ...lines);
}

function readMade(): RrdFile {
  const file = readRrd(readFileSync(path));
  if (isMiss(file)) throw new Error(file.reason);
  return file;
}

describe.skipIf(!there)(`what rrdtool itself wrote${missing}`, () => {
  it('gives the values, times and archives of its dump, and the dump the same', () => {
    fc.assert(
      fc.property(made, (recipe) => {
        make(recipe);
        const xml = rrdtool('dump', path);
        const file = readMade();
        const dump = readDump(xml);
        if (isMiss(dump)) throw new Error(dump.reason);
        expect({ ...dump, archives: [], lastUpdate: 0 }).toEqual({
          ...file,
          archives: [],
          lastUpdate: 0,
        });
        const oracle = readOracle(xml);
        expect(file.step).toBe(oracle.step);
        expect(file.archives.length).toBe(recipe.archives.length);
        for (const [index, archive] of file.archives.entries()) {
          const dumped = oracle.archives[index];
          expect([...archive.times].map((time) => time / 1000)).toEqual(
            dumped?.rows.map(({ seconds }) => seconds),
          );
          for (const [source, values] of archive.values.entries()) {
            expectSame(values, dumped?.rows.map((row) => row.values[source] ?? 0) ?? []);
            expectSame(dump.archives[index]?.values[source] ?? [], values);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('gives the rows that it fetches', () => {
    fc.assert(
      fc.property(made, (recipe) => {
        const [only] = recipe.archives;
        if (only === undefined) throw new Error('no archive');
        make({ ...recipe, archives: [only] });
        const [archive] = readMade().archives;
        if (archive === undefined) throw new Error('no archive');
        const { consolidation, stepSeconds, times } = archive;
        const from = (times[0] ?? 0) / 1000 - stepSeconds;
        const to = (times.at(-1) ?? 0) / 1000 - 1;
        const span = ['-s', `${from}`, '-e', `${to}`, '-r', `${stepSeconds}`];
        const fetched = readFetch(rrdtool('fetch', path, consolidation, ...span));
        if (isMiss(fetched)) throw new Error(fetched.reason);
        expect([...fetched.times.subarray(0, times.length)]).toEqual([...times]);
        for (const [source, values] of fetched.values.entries()) {
          expectSame(values.subarray(0, times.length), archive.values[source] ?? []);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('prints the same series in every form', () => {
    const updates = Array.from({ length: 50 }, (_, index) => `${START + 10 * index}:${index ** 2}`);
    rrdtool(
      ...['create', path, '--start', `${START - 10}`, '--step', '10'],
      ...['DS:42:GAUGE:20:U:U', 'RRA:AVERAGE:0.5:1:60', 'RRA:MAX:0.5:1:60', 'RRA:AVERAGE:0.5:6:60'],
    );
    rrdtool('update', path, ...updates);
    const span = ['-s', `${START - 10}`, '-e', `${START + 490}`];
    const exported = ['xport', ...span, '-m', '1000', '--step', '10', `DEF:a=${path}:42:AVERAGE`];
    const columns = [`DEF:m=${path}:42:MAX`, 'XPORT:a:a <"&> ', 'XPORT:m:a <"&> max'];
    const texts = [
      rrdtool('dump', path),
      rrdtool('dump', '--header', 'xsd', path),
      rrdtool('dump', '--no-header', path),
      rrdtool('fetch', path, 'AVERAGE', '-r', '10', ...span),
      rrdtool(...exported, ...columns),
      rrdtool(...exported, ...columns, '-t'),
      rrdtool(...exported, ...columns, '--enumds'),
      rrdtool(...exported, ...columns, '--json'),
      rrdtool(...exported, ...columns, '--json', '-t'),
    ];
    const expected = valuesOf(rrdRooms, readFileSync(path));
    expect(expected.times.length).toBe(50);
    for (const text of texts) {
      const actual = valuesOf(rrdRooms, new TextEncoder().encode(text));
      expect(actual.times).toEqual(expected.times);
      expectSame(actual.values, expected.values);
    }
  });
});
