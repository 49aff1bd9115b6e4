import { expect, it } from 'vitest';
import { seriesOf } from '../../support/series.ts';
import { archived, averaged, shifted, sparse } from './coarse-series.ts';

const startMs = Date.UTC(2026, 10, 21);
/** A sample a minute at the minutes' ends, from the first on. */
const minutes = seriesOf([1, 2, 3, 4, 9, 6, 7, Number.NaN, Number.NaN, Number.NaN], {
  startMs: startMs + 60_000,
  stepSeconds: 60,
});

it('means are those of steps that are known by half at least', () => {
  const { stepSeconds, times, values } = averaged(minutes, 300);
  expect(stepSeconds).toBe(300);
  expect([...times]).toEqual([startMs + 300_000, startMs + 600_000]);
  expect([...values]).toEqual([19 / 5, Number.NaN]);
});

it('an archive tells that its values are means', () => {
  expect(archived(minutes, 300)).toEqual({ ...averaged(minutes, 300), sampling: 'mean' });
  expect(archived(minutes, 60)).toBe(minutes);
});

it('a gauge that is sampled less often keeps the last sample, a rate its means', () => {
  expect([...sparse(minutes, 300).values]).toEqual([9, 7]);
  const rate = { ...minutes, sampling: 'mean' } as const;
  expect(sparse(rate, 300)).toEqual(averaged(rate, 300));
});

it('what is as coarse already stays as it is', () => {
  expect(averaged(minutes, 60)).toBe(minutes);
  expect(sparse(minutes, 60)).toBe(minutes);
});

it('another clock has the same samples at other times', () => {
  const { times, values } = shifted(minutes, 7);
  expect(times[0]).toBe(startMs + 8 * 60_000);
  expect(values).toBe(minutes.values);
});
