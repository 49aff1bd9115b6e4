import { describe, expect, it } from 'vitest';
import { isMiss } from '../../../parsers/contract.ts';
import { rrdRoom } from '../../../parsers/rrd/room.ts';
import { MAX_SPREAD_ROWS } from '../../../parsers/rrd/select-rows.ts';
import { buildRrd, type Machine, machines, type Recipe } from './build-rrd.ts';

const machine = machines[0] as Machine;
const lastUpdate = 1_800_000_000;
const unknown = Number.NaN;
const file = { fileName: 'a.rrd', path: 'a.rrd' };

/** Archives of 300 and 900 seconds: an hour back, and three. */
const recipe: Recipe = {
  version: '0003',
  step: 300,
  lastUpdate,
  sources: [{ name: '42', type: 'DERIVE', heartbeat: 600, min: 0, max: unknown }],
  archives: [
    {
      consolidation: 'AVERAGE',
      pdpPerRow: 3,
      xff: 0.5,
      rows: [[10], [20], [30], [40]],
      currentRow: 2,
    },
    { consolidation: 'MAX', pdpPerRow: 1, xff: 0.5, rows: [[9], [9], [9]], currentRow: 0 },
    {
      consolidation: 'AVERAGE',
      pdpPerRow: 1,
      xff: 0.5,
      rows: [[1], [unknown], [3], [unknown]],
      currentRow: 0,
    },
  ],
};

function read(recipeOfFile: Recipe, span?: { fromMs: number; toMs: number }) {
  const wanted = span === undefined ? file : { ...file, span };
  const reading = rrdRoom.read(buildRrd(recipeOfFile, machine), wanted);
  if (isMiss(reading)) throw new Error(reading.reason);
  return reading.series.map((one) => ({
    ...one,
    times: [...one.times].map((time) => time / 1000 - lastUpdate),
  }));
}

describe('rrdRoom', () => {
  it('recognises RRD files by their cookie', () => {
    expect(rrdRoom.recognises(buildRrd(recipe, machine))).toBe(true);
    expect(rrdRoom.recognises(new TextEncoder().encode('RRD!'))).toBe(false);
    expect(rrdRoom.recognises(new Uint8Array(0))).toBe(false);
  });

  it('takes the finest AVERAGE archive without unknown ends', () => {
    expect(read(recipe)).toEqual([
      {
        name: '42',
        labels: {},
        kind: 'rate',
        stepMs: 300_000,
        times: [-900, -600, -300],
        values: Float64Array.of(1, unknown, 3),
      },
    ]);
  });

  it('spreads coarser rows over the time before the finest archive, keeping their means', () => {
    const span = { fromMs: (lastUpdate - 2400) * 1000, toMs: lastUpdate * 1000 };
    const [series] = read(recipe, span);
    expect(series?.times).toEqual([-2100, -1800, -1500, -1200, -900, -600, -300]);
    expect([...(series?.values ?? [])]).toEqual([20, 20, 30, 30, 1, unknown, 3]);
  });

  it('spreads no more rows than the limit', () => {
    const minutes = { ...recipe, step: 1 };
    const long = Array.from({ length: 400 }, () => [1]);
    const archives = [
      { ...recipe.archives[2], pdpPerRow: 1 },
      { ...recipe.archives[0], pdpPerRow: 600, rows: long, currentRow: 0 },
    ] as Recipe['archives'];
    const span = { fromMs: 0, toMs: lastUpdate * 1000 };
    const [series] = read({ ...minutes, archives }, span);
    // The finest archive keeps three of its four rows, as the last is unknown.
    expect(series?.times.length).toBe(MAX_SPREAD_ROWS + 3);
  });

  it('takes a coarser archive alone when the finest begins after the span', () => {
    const span = { fromMs: (lastUpdate - 3600) * 1000, toMs: (lastUpdate - 1500) * 1000 };
    const [series] = read(recipe, span);
    expect(series?.stepMs).toBe(900_000);
    expect(series?.times).toEqual([-2700, -1800, -900, 0]);
    expect([...(series?.values ?? [])]).toEqual([10, 20, 30, 40]);
  });

  it('tells means of several points from the points themselves', () => {
    const span = { fromMs: (lastUpdate - 3600) * 1000, toMs: (lastUpdate - 1500) * 1000 };
    expect(read(recipe, span)[0]?.isMean).toBe(true);
    expect(read(recipe)[0]?.isMean).toBeUndefined();
    const highest = recipe.archives.slice(1, 2).map((one) => ({ ...one, pdpPerRow: 3 }));
    expect(read({ ...recipe, archives: highest })[0]?.isMean).toBeUndefined();
  });

  it.each([
    ['GAUGE', 'gauge'],
    ['COUNTER', 'rate'],
    ['DERIVE', 'rate'],
    ['ABSOLUTE', 'rate'],
    ['DCOUNTER', 'rate'],
    ['DDERIVE', 'rate'],
    ['COMPUTE', undefined],
  ])('tells what is stored for %s', (type, kind) => {
    const sources = recipe.sources.map((source) => ({ ...source, type }));
    expect(read({ ...recipe, sources })[0]?.kind).toBe(kind);
  });

  it('gives a series without samples when nothing is known', () => {
    const archives = recipe.archives.map((one) => ({
      ...one,
      rows: one.rows.map(() => [unknown]),
    }));
    expect(read({ ...recipe, archives })[0]?.times).toEqual([]);
  });

  it('takes other archives where no AVERAGE is, and says so', () => {
    const archives = recipe.archives.filter(({ consolidation }) => consolidation === 'MAX');
    const reading = rrdRoom.read(buildRrd({ ...recipe, archives }, machine), file);
    if (isMiss(reading)) throw new Error(reading.reason);
    expect(reading.series.map(({ values }) => [...values])).toEqual([[9, 9, 9]]);
    expect(reading.notes).toEqual(['no AVERAGE archive: the values are those of MAX']);
  });

  it('leaves predictions out, and says so', () => {
    const [archive] = recipe.archives as [Recipe['archives'][number]];
    const predictions = ['SEASONAL', 'HWPREDICT', 'SEASONAL'].map((consolidation) => ({
      ...archive,
      consolidation,
    }));
    const bytes = buildRrd({ ...recipe, archives: [...predictions, archive] }, machine);
    expect(rrdRoom.read(bytes, file)).toMatchObject({
      series: [{ name: '42', stepMs: 900_000 }],
      notes: ['archives left out, as predictions are no measurements: HWPREDICT, SEASONAL'],
    });
    expect(rrdRoom.read(buildRrd({ ...recipe, archives: predictions }, machine), file)).toEqual({
      reason: 'RRD without measurements: all its archives are Holt-Winters predictions',
    });
  });

  it('misses damaged files', () => {
    const bytes = buildRrd(recipe, machine);
    expect(rrdRoom.read(bytes.subarray(0, 200), file)).toHaveProperty('reason');
  });
});
