import { describe, expect, it } from 'vitest';
import type { Abstention } from '../../src/analysis/abstention.ts';
import { reasonOf } from '../../src/compose/abstention-text.ts';
import { incidentIn, sceneOf, steady, stepSeries } from '../analysis/scenes.ts';

const scene = sceneOf(steady([0, 60], 30), incidentIn(stepSeries([30, 40]), 30, 40));

const cases: readonly [Abstention, string][] = [
  [{ code: 'logs-do-not-cover' }, 'no requests at the time'],
  [{ code: 'too-coarse', bins: 1 }, 'Only 1 sample of busy_workers'],
  [{ code: 'unrelated-to-traffic', bestFit: 0.12 }, '12 %'],
  [
    { code: 'traffic-did-not-change', observed: 1151, expected: 1237 },
    '1,151 requests in the incident, 1,237',
  ],
  [
    { code: 'held-by-unlogged-requests', busy: 150, logged: 3.25 },
    '150 workers were busy, logged requests held 3.25',
  ],
  [{ code: 'everything-failed', failed: 0.76 }, '76 % of all requests failed'],
  [{ code: 'everything-given-up', givenUp: 0.94 }, '94 % of all requests were given up'],
  [{ code: 'nothing-stands-out', bestScore: 0.1 }, 'scores 0.10 of 1'],
];

describe('reasonOf', () => {
  it.each(cases)('%j says "%s"', (abstention, text) => {
    const reason = reasonOf(abstention, scene);
    expect(reason.code).toBe(abstention.code);
    expect(reason.text).toContain(text);
    expect(reason.text).toMatch(/\.$/);
  });
});
