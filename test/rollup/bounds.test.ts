import { describe, expect, it } from 'vitest';
import { type Dimension, dimensions } from '../../src/rollup/dimension.ts';
import { groupings } from '../../src/rollup/grouping.ts';
import { defaultLimits, type RollupLimits } from '../../src/rollup/limits.ts';
import type { Request } from '../../src/rollup/request.ts';
import type { Rollup } from '../../src/rollup/rollup.ts';
import { build, merged, request } from './requests.ts';

const KEY_CAP = 60;
/** As tight as can be kept: a cell for each slice, 512 slots for each route. */
const limits: RollupLimits = {
  ...defaultLimits,
  maxBuckets: 500,
  maxCells: groupings.length * (KEY_CAP + 1),
  keyCap: KEY_CAP,
  heavyKeys: 4,
  burstKeys: 2,
  maxSketchSlots: 512 * (KEY_CAP + 1),
  maxBatch: 700,
};

const REQUESTS = 2500;
const CENTURY_MS = 100 * 365.25 * 86_400_000;
const startMs = Date.UTC(2000, 0, 1);

/** A number from 0 up to 1 that looks like none of its neighbours'. */
function scattered(place: number): number {
  return ((Math.imul(place + 1, 0x9e3779b1) ^ (place << 7)) >>> 0) / 2 ** 32;
}

const keys: Readonly<Record<string, (place: number, dimension: Dimension) => string>> = {
  'a new one each time': (place, dimension) => `/${dimension}/${place}`,
  'a new one each time, in folders of their own': (place, dimension) => `/${place}/${dimension}`,
  'the same one': (_, dimension) => `/${dimension}`,
  'one of many': (place, dimension) => `/${dimension}/${Math.floor(scattered(place) * 400)}`,
};

const times: Readonly<Record<string, (place: number) => number>> = {
  'all at once': () => 0,
  'one a second': (place) => place * 1000,
  'over a century, in order': (place) => (place / REQUESTS) * CENTURY_MS,
  'over a century, in no order': (place) => scattered(place) * CENTURY_MS,
};

const lasting: Readonly<Record<string, (place: number) => number>> = {
  'no time': () => 0,
  'up to a year': (place) => scattered(place + 7) ** 8 * CENTURY_MS * 0.01,
};

function expectBounds(rollup: Rollup): void {
  expect(rollup.cellCount).toBeLessThanOrEqual(limits.maxCells);
  expect(rollup.slotCount).toBeLessThanOrEqual(limits.maxSketchSlots);
  expect(rollup.grid.length).toBeLessThanOrEqual(limits.maxBuckets);
  const members = new Map<string, number>();
  for (const { dimensions: names, isOther } of rollup.slices()) {
    if (!isOther) members.set(names.join(), (members.get(names.join()) ?? 0) + 1);
  }
  for (const count of members.values()) expect(count).toBeLessThanOrEqual(KEY_CAP);
}

function expectAllThere(rollup: Rollup, log: readonly Request[]): void {
  const bytes = log.reduce((sum, { bytesOut }) => sum + (bytesOut ?? 0), 0);
  expect(rollup.allTraffic().summary).toMatchObject({ requests: log.length, bytesOut: bytes });
  for (const names of groupings.map((grouping) => grouping.dimensions)) {
    if (names.length === 0) continue;
    const slices = rollup.slices().filter((slice) => slice.dimensions.join() === names.join());
    const requests = slices.reduce((sum, { summary }) => sum + summary.requests, 0);
    expect(`${names}: ${requests}`).toBe(`${names}: ${log.length}`);
  }
}

const cases = Object.keys(keys).flatMap((key) =>
  Object.keys(times).flatMap((time) => Object.keys(lasting).map((lasts) => ({ key, time, lasts }))),
);

describe('a rollup of requests with keys in every dimension', () => {
  it.each(cases)('$key, $time, lasting $lasts, keeps its bounds', ({ key, time, lasts }) => {
    const log = Array.from({ length: REQUESTS }, (_, place) => {
      const endMs = startMs + (times[time]?.(place) ?? 0);
      const names = dimensions.map((name) => [name, keys[key]?.(place, name)]);
      return request({
        startMs: endMs - (lasting[lasts]?.(place) ?? 0),
        endMs,
        bytesOut: Math.floor(2 ** (scattered(place) * 40)),
        dimensions: Object.fromEntries(names),
        offset: place,
      });
    });
    const rollup = build([], limits);
    for (const [place, one] of log.entries()) {
      rollup.observe(one);
      if (place % 1000 === 0) expectBounds(rollup);
    }
    expectBounds(rollup);
    expectAllThere(rollup, log);
    const half = REQUESTS / 2;
    const parts = [log.slice(half), log.slice(0, half)].map((part) => build(part, limits));
    const together = merged(parts, limits);
    expectBounds(together);
    expectAllThere(together, log);
  });
});
