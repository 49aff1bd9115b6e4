import { describe, expect, it } from 'vitest';
import { darkConcurrencyOf } from '../../src/analysis/dark-concurrency.ts';
import type { DurationSource } from '../../src/incidents/tier.ts';
import { incidentIn, requestAt, sceneOf, steady, stepSeries } from './scenes.ts';

const usual = steady([0, 60], 10, { lasts: 1 });
const busy = stepSeries([30, 40]);

function darkIn(log: Parameters<typeof sceneOf>[0], durations?: DurationSource): unknown {
  return darkConcurrencyOf(sceneOf(log, incidentIn(busy, 30, 40), durations), [busy]);
}

describe('darkConcurrencyOf', () => {
  it('counts the workers that no logged request holds', () => {
    expect(darkIn(usual)).toMatchObject({
      busy: 60,
      busyBefore: 10,
      grown: expect.closeTo(50, 0),
      logged: expect.closeTo(0.1, 1),
    });
  });

  it('is none where logged requests hold them', () => {
    const held = Array.from({ length: 50 }, () => requestAt(29 * 60 + 30, { lasts: 600 }));
    expect(darkIn([...usual, ...held])).toBeUndefined();
  });

  it('is not known where the log tells nothing of durations', () => {
    expect(darkIn(usual, 'none')).toBeUndefined();
    expect(darkIn(usual.map((one) => ({ ...one, durationKnown: false })))).toBeUndefined();
  });

  it('is told of workers only', () => {
    const scene = sceneOf(usual, incidentIn(busy, 30, 40));
    expect(darkConcurrencyOf(scene, [{ ...busy, role: 'memory' }])).toBeUndefined();
  });
});
