import { describe, expect, it } from 'vitest';
import { onsetOf } from '../../src/incidents/onset.ts';
import { windowsOf } from '../../src/incidents/window.ts';
import type { Series } from '../../src/series/series.ts';
import { noise, seriesOf } from '../support/series.ts';

const GIGABYTE = 1e9;

function memory(length: number, extra: (i: number) => number, seed = 1): number[] {
  const next = noise(seed);
  return Array.from({ length }, (_, i) => GIGABYTE + 2e7 * next() + extra(i));
}

describe('windowsOf', () => {
  it.each([0.02, 0.1, 0.3])('finds nothing in noise of %f of the level', (level) => {
    const next = noise(7);
    const quiet = Array.from({ length: 300 }, () => GIGABYTE * (1 + level * next() * 0.5));
    expect(windowsOf(seriesOf(quiet))).toEqual([]);
  });

  /** Noise that keeps its direction for many samples has but a few ups and downs in all of them. */
  function lasting(seed: number, height: number): Series {
    const next = noise(seed);
    let level = 0;
    const values = Array.from({ length: 720 }, (_, i) => {
      level = 0.975 * level + 0.22 * next();
      return 1e9 + 1.5e8 * level + (i >= 400 && i < 500 ? height : 0);
    });
    return seriesOf(values, { stepSeconds: 15 });
  }

  it.each([1, 2, 3, 4, 5, 6])('finds no rise in noise that lasts, seed %i', (seed) => {
    expect(windowsOf(lasting(seed, 0))).toEqual([]);
  });

  it.each([1, 2, 3, 4, 5, 6])('finds a rise far above noise that lasts, seed %i', (seed) => {
    const found = windowsOf(lasting(seed, 2e9));
    expect(found.some(({ from, to }) => from < 410 && to > 490)).toBe(true);
  });

  it('finds a step, its level before and its peak', () => {
    const series = seriesOf(memory(100, (i) => (i >= 40 && i < 80 ? 3 * GIGABYTE : 0)));
    const [window, ...others] = windowsOf(series);
    expect(others).toEqual([]);
    expect(window).toMatchObject({ from: 40, to: 80 });
    expect(window?.baseline).toBeCloseTo(GIGABYTE, -8);
    expect(window?.peak).toBeCloseTo(4 * GIGABYTE, -8);
  });

  it('takes memory that shrinks as one that is used', () => {
    const free = memory(100, (i) => (i >= 50 ? -0.8 * GIGABYTE : 0));
    const [window] = windowsOf(seriesOf(free, { direction: -1 }));
    expect(window).toMatchObject({ from: 50, to: 100 });
    expect(window?.peak).toBeLessThan(window?.baseline ?? 0);
  });

  it('leaves a rise alone that does not matter', () => {
    const workers = Array.from({ length: 100 }, (_, i) => (i >= 50 && i < 70 ? 5 : 2));
    expect(windowsOf(seriesOf(workers, { role: 'workers', unit: '1' }))).toEqual([]);
  });

  it('tells episodes apart, and bridges gaps in the samples', () => {
    const spikes = memory(200, (i) => (i % 50 >= 30 && i % 50 < 36 ? 5 * GIGABYTE : 0));
    spikes[32] = Number.NaN;
    const windows = windowsOf(seriesOf(spikes));
    expect(windows.map(({ from, to }) => [from, to])).toEqual([
      [30, 36],
      [80, 86],
      [130, 136],
      [180, 186],
    ]);
  });

  /** Every so often one sample is up by 50 MB or so; at 150 of 200 `count` samples are up by `height`. */
  function spiky(height: number, count = 1): Series {
    const spikes = [20, 60, 95, 120, 180];
    const extra = (i: number): number =>
      i >= 150 && i < 150 + count ? height : spikes.includes(i) ? 5e7 + 1e5 * i : 0;
    const next = noise(3);
    return seriesOf(Array.from({ length: 200 }, (_, i) => 6e7 + 1e5 * next() + extra(i)));
  }

  it.each([
    ['is not an incident where it is twice as high as others before', 1.2e8, 1, 0],
    ['is one where it is far higher', 3e8, 1, 1],
    ['is one where it lasts', 1.2e8, 4, 1],
  ])('a spike %s', (_, height, count, windows) => {
    expect(windowsOf(spiky(height, count))).toHaveLength(windows);
  });

  it('finds what came and went though it has come again at the end, too lately to count', () => {
    const isUp = (i: number): boolean => (i >= 207 && i < 270) || (i >= 448 && i < 510) || i >= 694;
    const next = noise(11);
    const cores = Array.from({ length: 718 }, (_, i) => (isUp(i) ? 1.2 : 0.2) + 0.02 * next());
    const series = seriesOf(cores, { stepSeconds: 15, role: 'cpu', unit: '1', capacity: 2 });
    expect(windowsOf(series).map(({ from }) => Math.round(from / 10))).toEqual([20, 44]);
  });

  it('follows a slow day without calling it an incident', () => {
    const day = Array.from({ length: 288 }, (_, i) => 1.5 + Math.sin((i / 288) * 2 * Math.PI));
    expect(windowsOf(seriesOf(day, { stepSeconds: 300, role: 'load', unit: '1' }))).toEqual([]);
  });
});

describe('onsetOf', () => {
  it.each([
    ['step', (i: number): number => (i >= 60 ? 3 * GIGABYTE : 0)],
    ['ramp', (i: number): number => Math.max(0, i - 59) * 0.1 * GIGABYTE],
  ])('of a %s is within its uncertainty', (_, extra) => {
    const series = seriesOf(memory(120, extra));
    const [window] = windowsOf(series);
    expect(window).toBeDefined();
    if (window === undefined) return;
    const onset = onsetOf(window);
    const truth = (series.times[59] ?? 0) + 5000;
    expect(Math.abs(onset.timeMs - truth)).toBeLessThanOrEqual(onset.uncertaintyMs + 10_000);
    expect(onset.uncertaintyMs).toBeLessThanOrEqual(60_000);
  });

  it('is not within the rise before, however soon the next one comes', () => {
    const tooth = (i: number): number => (i < 40 ? 0 : ((i - 40) % 40) * 0.1 * GIGABYTE);
    const series = seriesOf(memory(160, tooth));
    const windows = windowsOf(series);
    expect(windows).toHaveLength(3);
    for (const [at, window] of windows.entries()) {
      const behind = windows[at - 1]?.endMs ?? 0;
      expect(onsetOf(window).timeMs).toBeGreaterThan(behind);
    }
  });

  it('is not that of an earlier rise that came and went', () => {
    const extra = (i: number): number => (i >= 50 && i < 53 ? 4 : i >= 58 ? 1.5 : 0) * GIGABYTE;
    const series = seriesOf(memory(100, extra));
    const window = windowsOf(series).at(-1);
    expect(window).toMatchObject({ from: 58, to: 100 });
    if (window === undefined) return;
    expect(onsetOf(window).timeMs).toBe((series.times[57] ?? 0) + 5000);
  });
});
