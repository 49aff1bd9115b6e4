import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartGridOf, MOST_CHART_POINTS } from '../../src/compose/chart-grid.ts';
import { findIncidents } from '../../src/incidents/incident.ts';
import type { Series } from '../../src/series/series.ts';
import { seriesOf } from '../support/series.ts';

/** A series that stands at 10 and at 100 in the samples from `from` to before `to`. */
function stepOf(length: number, from: number, to: number, stepSeconds = 10): Series {
  const values = Array.from({ length }, (_, at) => (at >= from && at < to ? 100 : 10) + (at % 2));
  return seriesOf(values, { stepSeconds, role: 'workers', unit: '1' });
}

function gridOf(series: Series): ReturnType<typeof chartGridOf> {
  const [incident] = findIncidents([series]);
  if (incident === undefined) throw new Error('no incident');
  return chartGridOf(incident);
}

/** First and last sample that a grid covers. */
function covered(series: Series): readonly [number, number] {
  const { startMs, stepMs, length } = gridOf(series);
  const indices = [...series.times.keys()].filter((at) => {
    const timeMs = series.times[at] ?? 0;
    return timeMs > startMs && timeMs <= startMs + length * stepMs;
  });
  return [indices[0] ?? -1, indices.at(-1) ?? -1];
}

describe('chartGridOf', () => {
  it.each([
    ['as long before the onset as it lasts, half of it after', stepOf(400, 200, 260), [139, 289]],
    ['20 samples before and 6 after a short one', stepOf(400, 200, 206), [179, 211]],
    ['what the series has', stepOf(70, 30, 60), [0, 69]],
  ])('shows %s', (_, series, expected) => {
    const [first, last] = covered(series);
    expect(Math.abs(first - (expected[0] ?? 0))).toBeLessThanOrEqual(1);
    expect(Math.abs(last - (expected[1] ?? 0))).toBeLessThanOrEqual(1);
  });

  it('never has more points than its bound, each of whole samples, and leaves out no part of the incident', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 3000 }),
        fc.double({ min: 0.25, max: 0.6, noNaN: true }),
        fc.double({ min: 0.1, max: 0.3, noNaN: true }),
        fc.constantFrom(1, 15, 300),
        (length, from, share, stepSeconds) => {
          const start = Math.floor(from * length);
          const end = start + Math.ceil(share * length);
          const series = stepOf(length, start, end, stepSeconds);
          fc.pre(findIncidents([series]).length > 0);
          const grid = gridOf(series);
          expect(grid.length).toBeLessThanOrEqual(MOST_CHART_POINTS);
          expect(grid.stepMs % (stepSeconds * 1000)).toBe(0);
          const [first, last] = covered(series);
          expect(first).toBeLessThan(start);
          expect(last).toBeGreaterThanOrEqual(end);
        },
      ),
      { numRuns: 60 },
    );
  });
});
