import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findIncidents } from '../../src/incidents/incident.ts';
import type { Series } from '../../src/series/series.ts';
import { MINUTE_MS, nineMs, stepSeries } from '../analysis/scenes.ts';
import { noise, seriesOf } from '../support/series.ts';

const GIGABYTE = 1e9;
const workers = stepSeries([30, 40]);
const threads = stepSeries([28, 40], { name: 'threads', role: 'threads' });
const load = stepSeries([25, 45], { name: 'load1', role: 'load', height: 40 });
const memory = stepSeries([33, 50], {
  name: 'used',
  role: 'memory',
  unit: 'bytes',
  height: 9 * GIGABYTE,
});
const disk = stepSeries([20, 55], { name: 'sda', role: 'disk' });

function summary(series: readonly Series[]): unknown {
  return findIncidents(series).map(({ startMs, endMs, primary, ladder, episodes }) => ({
    from: (startMs - nineMs) / MINUTE_MS,
    to: (endMs - nineMs) / MINUTE_MS,
    primary: primary.window.series.name,
    ladder: ladder.map(({ window }) => window.series.name),
    episodes: episodes.length,
  }));
}

describe('findIncidents', () => {
  it('makes one incident of series that are up together, told in the order of their onsets', () => {
    expect(summary([workers, memory, threads])).toEqual([
      expect.objectContaining({ ladder: ['threads', 'busy_workers', 'used'], episodes: 1 }),
    ]);
  });

  it('explains what is nearest to a request, not what rose first', () => {
    expect(summary([load, workers])).toEqual([
      expect.objectContaining({ primary: 'busy_workers', ladder: ['load1', 'busy_workers'] }),
    ]);
  });

  it('takes its times from the series that is explained', () => {
    expect(summary([load, workers])).toEqual([expect.objectContaining({ from: 29.5, to: 39 })]);
  });

  it('sees no incident in what only follows from others', () => {
    expect(summary([disk])).toEqual([]);
    expect(summary([disk, workers])).toEqual(summary([workers]));
  });

  it('keeps times apart that have nothing to do with each other', () => {
    const twice = {
      ...workers,
      values: workers.values.map((value, i) => (i > 8 && i < 15 ? 60 : value)),
    };
    expect(summary([twice])).toEqual([
      expect.objectContaining({ from: 8.5, to: 14, episodes: 1 }),
      expect.objectContaining({ from: 29.5, to: 39, episodes: 1 }),
    ]);
  });

  it('joins times of one series with a short pause as episodes of one incident', () => {
    const pulses = Array.from({ length: 360 }, (_, i) =>
      i >= 180 && i < 216 && i % 12 < 6 ? 60 : 10,
    );
    const series = seriesOf(pulses, {
      startMs: nineMs,
      role: 'workers',
      unit: '1',
      name: 'pulsing',
    });
    expect(summary([series])).toEqual([
      expect.objectContaining({ primary: 'pulsing', ladder: ['pulsing'], episodes: 3 }),
    ]);
  });

  it('does not depend on the order of the series', () => {
    const all = [workers, memory, threads, load, disk, { ...workers, name: 'apache_busy' }];
    const expected = summary(all);
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (some) => {
        expect(summary(some)).toEqual(expected);
      }),
    );
  });

  it('finds none in noise', () => {
    const next = noise(4);
    const quiet = seriesOf(
      Array.from({ length: 200 }, () => 10 + next()),
      { role: 'workers', unit: '1' },
    );
    expect(findIncidents([quiet])).toEqual([]);
  });
});
