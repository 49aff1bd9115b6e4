import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMiss } from '../../../parsers/contract.ts';
import { readRrd } from '../../../parsers/rrd/read-rrd.ts';
import { buildRrd, type Machine, machines, type Recipe } from './build-rrd.ts';

const small: Recipe = {
  version: '0003',
  step: 300,
  lastUpdate: 1_795_229_202.25,
  sources: [{ name: '42', type: 'GAUGE', heartbeat: 600, min: Number.NaN, max: 100 }],
  archives: [
    {
      consolidation: 'AVERAGE',
      pdpPerRow: 2,
      xff: 0.5,
      rows: [[1.5], [Number.NaN], [-2.25]],
      currentRow: 1,
    },
  ],
};
const amd64 = machines[0] as Machine;

const value = fc.oneof(fc.double({ noDefaultInfinity: true }), fc.constant(Number.NaN));
const name = fc.stringMatching(/^[a-zA-Z0-9_-]{1,19}$/);
const recipes: fc.Arbitrary<Recipe> = fc
  .record({
    version: fc.constantFrom('0001', '0003', '0004', '0005'),
    step: fc.integer({ min: 1, max: 86_400 }),
    lastUpdate: fc.integer({ min: 0, max: 2_147_483_647 }),
    sources: fc.array(
      fc.record({
        name,
        type: fc.constantFrom('GAUGE', 'COUNTER', 'DERIVE', 'ABSOLUTE', 'DCOUNTER', 'DDERIVE'),
        heartbeat: fc.integer({ min: 0, max: 100_000 }),
        min: value,
        max: value,
      }),
      { minLength: 1, maxLength: 3 },
    ),
    shapes: fc.array(
      fc.record({
        consolidation: fc.constantFrom('AVERAGE', 'MIN', 'MAX', 'LAST', 'SEASONAL'),
        pdpPerRow: fc.integer({ min: 1, max: 50 }),
        xff: fc.double({ min: 0, max: 1, noNaN: true }),
        cells: fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), {
          minLength: 1,
          maxLength: 6,
        }),
        pointer: fc.nat(),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ shapes, ...head }) => ({
    ...head,
    archives: shapes.map(({ cells, pointer, ...shape }) => ({
      ...shape,
      rows: cells.map((row) => row.slice(0, head.sources.length)),
      currentRow: pointer % cells.length,
    })),
  }));

describe('readRrd', () => {
  it('reads head, sources and rows', () => {
    expect(readRrd(buildRrd(small, amd64))).toEqual({
      version: '0003',
      step: 300,
      lastUpdate: 1_795_229_202.25,
      sources: [{ name: '42', type: 'GAUGE', heartbeat: 600, max: 100 }],
      archives: [
        {
          consolidation: 'AVERAGE',
          pdpPerRow: 2,
          xff: 0.5,
          stepSeconds: 600,
          times: Float64Array.of(1_795_227_600_000, 1_795_228_200_000, 1_795_228_800_000),
          values: [Float64Array.of(1.5, Number.NaN, -2.25)],
        },
      ],
      skipped: [],
    });
  });

  it('reads back what was written, in every layout', () => {
    fc.assert(
      fc.property(recipes, fc.constantFrom(...machines), (recipe, machine) => {
        const file = readRrd(buildRrd(recipe, machine));
        if (isMiss(file)) throw new Error(file.reason);
        const measured = recipe.archives.filter(
          ({ consolidation }) => consolidation !== 'SEASONAL',
        );
        expect(file.lastUpdate).toBe(recipe.lastUpdate);
        expect(file.skipped.length).toBe(recipe.archives.length - measured.length);
        expect(file.sources.map((source) => [source.name, source.type, source.heartbeat])).toEqual(
          recipe.sources.map((source) => [source.name, source.type, source.heartbeat]),
        );
        for (const [index, archive] of measured.entries()) {
          const read = file.archives[index];
          for (const [source] of recipe.sources.entries()) {
            expect([...(read?.values[source] ?? [])]).toEqual(
              archive.rows.map((row) => row[source]),
            );
          }
          const stepMs = recipe.step * archive.pdpPerRow * 1000;
          const newest = read?.times.at(-1) ?? Number.NaN;
          expect(newest % stepMs).toBe(0);
          expect(recipe.lastUpdate * 1000 - newest).toBeLessThan(stepMs);
        }
      }),
    );
  });

  it.each(['U', '7', '1234', '12345678', '1795229202.123456789012345678'])(
    'tells the width of time_t beside a last reading of %s, and with bytes that fill up the file',
    (lastReading) => {
      for (const machine of machines) {
        const bytes = buildRrd({ ...small, lastReading }, machine);
        const padded = new Uint8Array([...bytes, 0, 0, 0, 0]);
        const expected = readRrd(buildRrd(small, amd64));
        expect(readRrd(bytes)).toEqual(expected);
        expect(readRrd(padded)).toEqual(expected);
      }
    },
  );

  it('tells the width of time_t by the length where last readings are empty, as restored files have them', () => {
    for (const machine of machines) {
      const file = readRrd(buildRrd({ ...small, lastReading: '' }, machine));
      expect(file).toEqual(readRrd(buildRrd(small, amd64)));
    }
  });

  it('gives a miss at every shorter length, and never throws', () => {
    for (const machine of machines) {
      const bytes = buildRrd(small, machine);
      for (let length = 0; length < bytes.length; length += 1) {
        const file = readRrd(bytes.subarray(0, length));
        expect(isMiss(file) && file.reason).toMatch(/RRD file/);
      }
      expect(isMiss(readRrd(bytes))).toBe(false);
    }
  });

  it('never throws on changed bytes, and builds no more than the file holds', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...machines),
        fc.array(fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) }), {
          maxLength: 8,
        }),
        (machine, changes) => {
          const bytes = buildRrd(small, machine);
          for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
          const file = readRrd(bytes);
          if (isMiss(file)) return;
          const cells = file.archives.flatMap(({ values }) => values.map(({ length }) => length));
          expect(cells.reduce((a, b) => a + b, 0) * 8).toBeLessThan(bytes.length);
        },
      ),
    );
  });

  it('never throws on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(isMiss(readRrd(bytes))).toBe(true);
      }),
    );
  });

  it.each([
    ['version', { ...small, version: '0002' }, /version is not one of/],
    ['step', { ...small, step: 0 }, /pdp_step/],
    ['sources', { ...small, sources: [] }, /ds_cnt/],
    ['archives', { ...small, archives: [] }, /rra_cnt/],
    ['time', { ...small, lastUpdate: -1 }, /last_up/],
    [
      'pointer',
      { ...small, archives: small.archives.map((one) => ({ ...one, currentRow: 3 })) },
      /rra_ptr/,
    ],
    [
      'rows',
      { ...small, archives: small.archives.map((one) => ({ ...one, rows: [] })) },
      /row_cnt/,
    ],
    [
      'points',
      { ...small, archives: small.archives.map((one) => ({ ...one, pdpPerRow: 0 })) },
      /pdp_cnt/,
    ],
  ])('names the damaged field: %s', (_, recipe, reason) => {
    const file = readRrd(buildRrd(recipe, amd64));
    expect(isMiss(file) && file.reason).toMatch(reason);
  });

  it('names an unknown machine', () => {
    const bytes = buildRrd(small, amd64);
    bytes[20] = 1;
    const file = readRrd(bytes);
    expect(isMiss(file) && file.field).toBe('float_cookie');
  });

  it('reads no parameters of a COMPUTE source', () => {
    const sources = [{ name: 'sum', type: 'COMPUTE', heartbeat: 7, min: 1, max: 2 }];
    const file = readRrd(buildRrd({ ...small, sources }, amd64));
    expect(isMiss(file) || file.sources).toEqual([{ name: 'sum', type: 'COMPUTE' }]);
  });
});
