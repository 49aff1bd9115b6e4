import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isMiss } from '../../../parsers/contract.ts';
import { readRrd } from '../../../parsers/rrd/read-rrd.ts';
import { readDump } from './dump.ts';

const corpus = new URL('../../../../shared/corpus/', import.meta.url);
const there = existsSync(corpus);
const missing = there ? '' : ' (skipped: the corpus is not here)';
const files = there
  ? readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.rrd'),
    )
  : [];
const dumpEndings = ['.dump.xml', '.swapped-armhf-dump.xml'];
const holtWinters = new Set([
  'HWPREDICT',
  'MHWPREDICT',
  'SEASONAL',
  'DEVSEASONAL',
  'DEVPREDICT',
  'FAILURES',
]);

const withDump = files.flatMap((path) => {
  const ending = dumpEndings.find((candidate) => existsSync(new URL(path + candidate, corpus)));
  return ending === undefined ? [] : [{ path, dump: path + ending }];
});

/** Builds of rrdtool print 9 or 10 digits after the point: equal to half of the ninth. */
function sameNumber(actual: number, dumped: number): boolean {
  if (Number.isNaN(dumped) || Number.isNaN(actual)) return Object.is(actual, dumped);
  return actual === dumped || Math.abs(actual - dumped) <= Math.abs(dumped) * 6e-10;
}

it.skipIf(!there)(`reads at least ten files that have a dump${missing}`, () => {
  expect(withDump.length).toBeGreaterThanOrEqual(10);
});

for (const { path, dump } of withDump) {
  it(`equals the dump of ${path}`, () => {
    const file = readRrd(readFileSync(new URL(path, corpus)));
    if (isMiss(file)) throw new Error(file.reason);
    const expected = readDump(readFileSync(new URL(dump, corpus), 'utf8'));
    // rrdtool upgrades version 0001 as it opens it.
    expect(file.version === '0001' ? '0003' : file.version).toBe(expected.version);
    expect(file.step).toBe(expected.step);
    expect(Math.floor(file.lastUpdate)).toBe(expected.lastUpdate);
    expect(file.sources.map(({ name, type }) => ({ name, type }))).toEqual(
      expected.sources.map(({ name, type }) => ({ name, type })),
    );
    const archives = expected.archives.filter(
      ({ consolidation }) => !holtWinters.has(consolidation),
    );
    expect(file.archives.length).toBe(archives.length);
    expect(file.skipped.length).toBe(expected.archives.length - archives.length);
    for (const [index, archive] of archives.entries()) {
      const read = file.archives[index];
      expect(read?.consolidation).toBe(archive.consolidation);
      expect(read?.pdpPerRow).toBe(archive.pdpPerRow);
      expect(sameNumber(read?.xff ?? Number.NaN, archive.xff)).toBe(true);
      expect(Array.from(read?.times ?? [], (time) => time / 1000)).toEqual(
        archive.rows.map(({ seconds }) => seconds),
      );
      const differing = archive.rows.flatMap(({ seconds, values }, row) =>
        values.flatMap((value, source) => {
          const actual = read?.values[source]?.[row] ?? Number.POSITIVE_INFINITY;
          return sameNumber(actual, value) ? [] : [{ seconds, source, value, actual }];
        }),
      );
      expect(differing).toEqual([]);
    }
  });
}

const broken = ['rrd/rrd4j__rrd4j/corrupt.rrd', 'rrd/rrd4j__rrd4j/empty.rrd'];
it.skipIf(!there)(`gives a miss for broken files of the corpus${missing}`, () => {
  for (const path of broken) {
    const file = readRrd(readFileSync(new URL(path, corpus)));
    expect(isMiss(file) && file.reason).toMatch(/RRD file/);
  }
});
