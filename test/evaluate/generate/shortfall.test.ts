import { describe, expect, it } from 'vitest';
import { chanceOf } from './shortfall.ts';

const SPAN = 3600;
/** One line every ten seconds. */
const usual = Float64Array.from({ length: 360 }, (_, at) => 10 * at);

describe('the chance of a hole', () => {
  const hole = { at: 1000, seconds: 100, isSurplus: false };

  it('is small where steady lines stay away', () => {
    const happened = usual.filter((at) => at < 1000 || at >= 1100);
    expect(chanceOf({ usual, happened }, hole, SPAN)).toBe(0);
  });

  it('is large where nothing is missing', () => {
    expect(chanceOf({ usual, happened: usual }, hole, SPAN)).toBeGreaterThan(0.9);
  });

  it('is large where lines come in bursts, with such holes between them', () => {
    const bursts = usual.map((at) => at - (at % 300));
    const happened = bursts.filter((at) => at < 1000 || at >= 1100);
    expect(chanceOf({ usual: bursts, happened }, hole, SPAN)).toBeGreaterThan(0.3);
  });
});

describe('the chance of a heap', () => {
  const heap = { at: 2000, seconds: 100, isSurplus: true };

  it('is small where what was missing comes at once', () => {
    const happened = Float64Array.from([...usual, ...Array.from({ length: 20 }, () => 2050)]);
    expect(chanceOf({ usual, happened: happened.sort() }, heap, SPAN)).toBe(0);
  });

  it('is large where as many come as ever', () => {
    expect(chanceOf({ usual, happened: usual }, heap, SPAN)).toBeGreaterThan(0.9);
  });
});
