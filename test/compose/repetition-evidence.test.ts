import { describe, expect, it } from 'vitest';
import type { AnalysedIncident } from '../../src/analysis/analyse.ts';
import type { RepeatedRises } from '../../src/analysis/repeated-rises.ts';
import { repetitionEvidence } from '../../src/compose/repetition-evidence.ts';
import { crawlerDay, partsOf } from './parts.ts';

const [found] = partsOf(crawlerDay()).analysis.incidents;
const repeated: RepeatedRises = {
  rises: 5,
  preceded: 5,
  bursts: 6,
  followed: 5,
  chance: 0.012_345,
  hosts: 1,
  byWholeDays: false,
};

/** What is told of the first culprit, were its rises other than found. */
function told(
  facts: Partial<RepeatedRises> | undefined,
  { isFirst = true, more = 0 }: { readonly isFirst?: boolean; readonly more?: number } = {},
) {
  const [culprit] = found?.culprits ?? [];
  if (found === undefined || culprit === undefined) throw new Error('no culprit');
  const { repeated: _, ...plain } = culprit;
  const changed = facts === undefined ? plain : { ...plain, repeated: { ...repeated, ...facts } };
  const incident: AnalysedIncident = {
    ...found,
    culprits: [changed],
    placebo: { tried: 19, asHigh: 0 },
  };
  const all = [incident, ...Array.from({ length: more }, () => ({ ...incident }))];
  return repetitionEvidence(changed, incident, { isFirst, all });
}

describe('repetitionEvidence', () => {
  it('says nothing where the series rose too seldom and no other incident names it', () => {
    expect(told(undefined)).toEqual([]);
  });

  it.each<[Partial<RepeatedRises>, string]>([
    [
      {},
      '5 of 5 rises of NAME in these logs had it, and 5 of its 6 bursts had a rise. Of all ways to move its bursts in time, 1 % meet as many rises.',
    ],
    [{ hosts: 4 }, '5 of 5 rises of NAME on 4 hosts had it'],
    [{ byWholeDays: true }, 'Of all ways to move its bursts by whole days,'],
    [
      { preceded: 1, bursts: 1, followed: 1 },
      '1 of 5 rises of NAME in these logs had it, and its only burst had a rise.',
    ],
    [{ preceded: 0, bursts: 1, followed: 0 }, 'and its only burst had none.'],
    [
      { preceded: 0, bursts: 0, followed: 0, chance: 1 },
      'it came in no bursts. Of all ways to move its bursts in time, 100 % meet',
    ],
  ])('of %j', (facts, text) => {
    const [entry, ...others] = told(facts);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ factor: 'repetition', value: facts.chance ?? 0.012_35 });
    expect(entry?.text).toContain(text.replace('NAME', found?.scene.series.name ?? ''));
  });

  it.each([
    [0.9, 'The more of it there was, the higher the rise: rank correlation 0.90 over 5 rises.'],
    [
      0.1,
      'How much of it there was tells little of how high the rise was: rank correlation 0.10 over 5 rises.',
    ],
  ])('of a dose-response of %d', (doseResponse, text) => {
    expect(told({ doseResponse })[1]).toEqual({
      factor: 'dose-response',
      value: doseResponse,
      text,
    });
  });

  it('combines the placebos of incidents that name it first, and of what is named first only', () => {
    const [entry] = told(undefined, { more: 2 });
    expect(entry?.factor).toBe('combined-placebo');
    // Three times one in twenty: minus twice the logarithms sum to 17.97, six degrees of freedom.
    expect(entry?.value).toBeCloseTo(0.006_3, 4);
    expect(entry?.text).toBe(
      'It is named first in 3 incidents of this kind: by the other times that each was set against, together by chance in < 1 % of all cases (Fisher’s method).',
    );
    expect(told(undefined, { more: 2, isFirst: false })).toEqual([]);
  });
});
