import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isMiss } from '../../../parsers/contract.ts';
import { readDump as readDumpText } from '../../../parsers/rrd/dump.ts';
import { readRrd } from '../../../parsers/rrd/read-rrd.ts';
import { rrdRooms } from '../../../parsers/rrd/rooms.ts';
import { readDump } from './dump.ts';
import { readWith } from './reading.ts';
import { expectSame, sameNumber } from './same-number.ts';

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

/** 0001 is dumped as 0003, and without microseconds. */
function asDumped(file: ReturnType<typeof readRrd>) {
  if (isMiss(file)) throw new Error(file.reason);
  const version = file.version === '0001' ? '0003' : file.version;
  return { ...file, version, lastUpdate: Math.floor(file.lastUpdate) };
}

for (const { path, dump } of withDump) {
  it(`reads the dump of ${path} as the file itself`, () => {
    const file = asDumped(readRrd(readFileSync(new URL(path, corpus))));
    const text = asDumped(readDumpText(readFileSync(new URL(dump, corpus), 'utf8')));
    expect({ ...text, archives: [] }).toEqual({ ...file, archives: [] });
    expect(text.archives.length).toBe(file.archives.length);
    for (const [index, archive] of file.archives.entries()) {
      const read = text.archives[index];
      expect(read?.times).toEqual(archive.times);
      expect(read?.pdpPerRow).toBe(archive.pdpPerRow);
      for (const [source, values] of archive.values.entries()) {
        expectSame(read?.values[source] ?? [], values);
      }
    }
  });
}

const printed = [
  ['amd64-munin42', '.rrd.fetch.txt', ['42']],
  ['amd64-munin42', '.xport.xml', ['bytes avg', 'max <"&>']],
  ['amd64-munin42', '.xport.json', ['bytes avg', 'max <"&>']],
  ['amd64-munin42', '.xport-showtime.json', ['avg']],
  ['i386-munin42', '.rrd.fetch.txt', ['42']],
  ['i386-munin42', '.xport.xml', ['bytes avg', 'max <"&>']],
  ['i386-munin42', '.xport.json', ['bytes avg', 'max <"&>']],
  ['amd64-dcounter', '.rrd.fetch.txt', ['req', 'lat', 'err', 'ratio']],
] as const;

it.skipIf(!there).each(printed)(
  `reads %s%s as the file itself${missing}`,
  (name, ending, legends) => {
    const file = asDumped(readRrd(readFileSync(new URL(`rrd-made/${name}.rrd`, corpus))));
    const { series } = readWith(
      rrdRooms,
      readFileSync(new URL(`rrd-made/${name}${ending}`, corpus)),
    );
    expect(series.map((one) => one.name)).toEqual(legends);
    for (const [column, { name: legend, times, values, stepMs = 0 }] of series.entries()) {
      const consolidation = legend.startsWith('max') ? 'MAX' : 'AVERAGE';
      const archive = file.archives.find(
        (one) => one.consolidation === consolidation && one.stepSeconds * 1000 === stepMs,
      );
      const source = file.sources.length === 1 ? 0 : column;
      const stored = Array.from(times, (time) => {
        const row = archive?.times.indexOf(time) ?? -1;
        return archive?.values[source]?.[row] ?? Number.NaN;
      });
      expect(times.length).toBeGreaterThan(1);
      expectSame(values, stored);
    }
  },
);

const broken = ['rrd/rrd4j__rrd4j/corrupt.rrd', 'rrd/rrd4j__rrd4j/empty.rrd'];
it.skipIf(!there)(`gives a miss for broken files of the corpus${missing}`, () => {
  for (const path of broken) {
    const file = readRrd(readFileSync(new URL(path, corpus)));
    expect(isMiss(file) && file.reason).toMatch(/RRD file/);
  }
});
