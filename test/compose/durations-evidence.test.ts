import { describe, expect, it } from 'vitest';
import type { AnalysedCulprit, AnalysedIncident } from '../../src/analysis/analyse.ts';
import type { Response } from '../../src/analysis/response.ts';
import type { Scored } from '../../src/analysis/score.ts';
import { impliedDurations } from '../../src/compose/durations-evidence.ts';
import type { DurationSource } from '../../src/incidents/tier.ts';
import { incidentIn, sceneOf, scored, steady, stepSeries } from '../analysis/scenes.ts';
import { fieldsWithout, logSummary } from './parts.ts';

/** What is said of a culprit of time in flight by such a response, in a log that tells so much of durations. */
function said(
  durations: DurationSource,
  response: Partial<Response>,
  facts: Partial<Scored> = {},
): string | undefined {
  const scene = sceneOf(steady([0, 60], 20), incidentIn(stepSeries([30, 45]), 30, 45), durations);
  const lead = scored({ cost: 'in-flight', ...facts, response: { tauSeconds: 0, ...response } });
  const culprit = { finding: { lead, aliases: [] } } as unknown as AnalysedCulprit;
  const logs = [logSummary({ fields: fieldsWithout('durationMs') })];
  return impliedDurations(culprit, { scene } as unknown as AnalysedIncident, logs)?.text;
}

describe('impliedDurations', () => {
  it.each<[DurationSource, Partial<Response>, string]>([
    ['implied', {}, 'read off the order of the lines'],
    ['none', { missing: true }, 'told by lines that did not come'],
    ['none', { hold: { seconds: 60, shape: 'flat', anchor: 'end' } }, 'times were tried'],
  ])('of durations that are %s, by %j, tells how they are known', (durations, response, how) => {
    expect(said(durations, response)).toContain(how);
  });

  it('has nothing to say where durations are logged, or do not count', () => {
    expect(said('logged', {})).toBeUndefined();
    expect(said('none', {}, { cost: 'requests' })).toBeUndefined();
  });
});
