import { describe, expect, it } from 'vitest';
import { abstentionOf } from '../../src/analysis/abstention.ts';
import type { Scored } from '../../src/analysis/score.ts';
import type { Request } from '../../src/rollup/request.ts';
import { incidentIn, nineMs, sceneOf, scored, steady, stepSeries } from './scenes.ts';

const DAY_MS = 86_400_000;
const usual = steady([0, 60], 10, { lasts: 1 });
const memory = { role: 'memory', unit: 'bytes' } as const;

function fitting(fit: number, score: number): Scored {
  const one = scored({ score });
  return { ...one, weights: { ...one.weights, fit } };
}

function reasonFor(
  log: readonly Request[],
  candidates: readonly Scored[],
  settings: Parameters<typeof stepSeries>[1],
): unknown {
  return abstentionOf(sceneOf(log, incidentIn(stepSeries([30, 40], settings), 30, 40)), candidates);
}

describe('abstentionOf', () => {
  it('says when the logs are of another time', () => {
    const yesterday = usual.map((one) => ({
      ...one,
      startMs: one.startMs - DAY_MS,
      endMs: one.endMs - DAY_MS,
    }));
    expect(reasonFor(yesterday, [], memory)).toEqual({ code: 'logs-do-not-cover' });
  });

  it('says how few samples lie where the logs are', () => {
    const short = usual.filter(
      ({ startMs }) => startMs > nineMs + 28 * 60_000 && startMs < nineMs + 33 * 60_000,
    );
    expect(reasonFor(short, [], memory)).toEqual({ code: 'too-coarse', bins: 4 });
  });

  it('says when busy workers are not those of logged requests', () => {
    expect(reasonFor(usual, [fitting(0.9, 0.1)], {})).toMatchObject({
      code: 'held-by-unlogged-requests',
      busy: 60,
      logged: expect.closeTo(0.1, 1),
    });
  });

  it('says how little the best slice moves with the resource', () => {
    const bestFit = 0.12;
    expect(reasonFor(usual, [fitting(bestFit, 0.1), fitting(0.1, 0.2)], memory)).toEqual({
      code: 'unrelated-to-traffic',
      bestFit,
    });
  });

  it('says when there was no more traffic than before', () => {
    expect(reasonFor(usual, [fitting(0.6, 0.1)], memory)).toEqual({
      code: 'traffic-did-not-change',
      observed: 60,
      expected: expect.closeTo(60, -1),
    });
  });

  it('says how high the best scores where traffic changed and nothing stands out', () => {
    const more = [...usual, ...steady([29, 40], 10)];
    expect(reasonFor(more, [fitting(0.6, 0.1)], memory)).toEqual({
      code: 'nothing-stands-out',
      bestScore: 0.1,
    });
  });
});
