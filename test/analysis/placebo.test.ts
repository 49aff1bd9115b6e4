import { describe, expect, it } from 'vitest';
import { candidatesOf } from '../../src/analysis/candidates.ts';
import { MAX_PLACEBOS, placeboOf } from '../../src/analysis/placebo.ts';
import { scoreCandidates } from '../../src/analysis/score.ts';
import type { Placebo } from '../../src/analysis/verdict.ts';
import type { Request } from '../../src/rollup/request.ts';
import { incidentIn, sceneOf, steady, stepSeries } from './scenes.ts';

function burst(from: number, to: number): Request[] {
  return steady([from, to], 20, { lasts: 40, dimensions: { route: '/hung' } });
}

/** The placebos of an incident in the samples `[from, to)` of a log of so many minutes. */
function placebos(
  log: readonly Request[],
  [from, to]: readonly [number, number],
  until: number,
): Placebo {
  const scene = sceneOf(log, incidentIn(stepSeries([from, to], { until }), from, to));
  return placeboOf(scene, scoreCandidates(scene, candidatesOf(scene.rollup).slices));
}

describe('placeboOf', () => {
  it('tries none in a log that is too short for another time', () => {
    const log = [...steady([0, 25], 15), ...burst(9, 19)];
    expect(placebos(log, [10, 20], 25)).toEqual({ tried: 0, asHigh: 0 });
  });

  it('tries every time that does not meet the incident, and finds nothing as high', () => {
    // Nine minutes from first to last sample: three times back and two forth, the nearest of each left out.
    const log = [...steady([0, 60], 15), ...burst(29, 39)];
    expect(placebos(log, [30, 40], 60)).toEqual({ tried: 3, asHigh: 0 });
  });

  it('tries no more than its bound in a long log', () => {
    const log = [...steady([0, 600], 30), ...burst(299, 309)];
    const { tried, asHigh } = placebos(log, [300, 310], 600);
    expect(tried).toBeGreaterThan(MAX_PLACEBOS / 2);
    expect(tried).toBeLessThanOrEqual(MAX_PLACEBOS);
    expect(asHigh).toBe(0);
  });

  it('counts a time at which the same happened without harm', () => {
    const log = [...steady([0, 60], 15), ...burst(11, 21), ...burst(29, 39)];
    const { tried, asHigh } = placebos(log, [30, 40], 60);
    expect(tried).toBe(3);
    expect(asHigh).toBeGreaterThanOrEqual(1);
  });
});
