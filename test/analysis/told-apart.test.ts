import { describe, expect, it } from 'vitest';
import type { Accusation } from '../../src/analysis/accusation.ts';
import type { Judgement } from '../../src/analysis/judgement.ts';
import { toldApart } from '../../src/analysis/told-apart.ts';
import { incidentIn, sceneOf, scored, sliceOf, steady, stepSeries } from './scenes.ts';

const scene = sceneOf(steady([0, 60], 20), incidentIn(stepSeries([30, 45]), 30, 45));

function accusing(score: number, route: string): Accusation {
  const accused = [{ lead: scored({ subject: { route }, score }), aliases: [] }];
  return { scene, candidates: [], scored: [], clients: 1, findings: accused, accused };
}

const nobody: Accusation = {
  scene,
  candidates: [],
  scored: [],
  clients: 1,
  findings: [],
  accused: [],
};

/** A culprit from 0.5 on; the places of those that were asked about. */
function told(accusations: readonly Accusation[]): {
  readonly kept: readonly number[];
  readonly judged: readonly number[];
} {
  const judged: number[] = [];
  const kept = toldApart(accusations, (accusation): Judgement => {
    judged.push(accusations.indexOf(accusation));
    const verdict = (accusation.accused[0]?.lead.score ?? 0) >= 0.5 ? 'culprit' : 'suspect';
    return { accusation, placebo: { tried: 0, asHigh: 0 }, culprits: [], verdict };
  });
  return { kept: kept.map(({ accusation }) => accusations.indexOf(accusation)), judged };
}

describe('toldApart', () => {
  it.each([
    ['its primary series', [accusing(0.6, '/a'), accusing(0.8, '/a')], [0]],
    ['another that is explained far better', [accusing(0.3, '/a'), accusing(0.8, '/a')], [1]],
    ['another, where nothing explains the primary one', [nobody, accusing(0.3, '/a')], [1]],
    ['the primary one, where nothing explains any', [nobody, nobody], [0]],
    [
      'both, where they have culprits of their own',
      [accusing(0.6, '/a'), accusing(0.7, '/b')],
      [0, 1],
    ],
    [
      'the best only, where the other has a suspect',
      [accusing(0.6, '/a'), accusing(0.4, '/b')],
      [0],
    ],
    ['nothing of nothing', [], []],
  ])('tells an incident by %s', (_, accusations, kept) => {
    expect(told(accusations).kept).toEqual(kept);
  });

  it('judges each once, and only who may be told', () => {
    const accusations = [accusing(0.8, '/a'), accusing(0.7, '/a'), nobody, accusing(0.6, '/b')];
    expect(told(accusations).judged).toEqual([0, 3]);
  });

  it.each([
    ['short in the middle of another that it explains nothing of', [40, 43], 0.1, true],
    ['short in the middle of another that it explains as well', [40, 43], 0.4, false],
    ['short at the begin of another', [30, 33], 0.1, false],
    ['not much shorter than another', [36, 42], 0.1, false],
  ] as const)(
    'says of an accusation by a series that was up %s whether it is an aside',
    (_, [from, to], score, answer) => {
      const slice = sliceOf(scene, { route: '/' });
      const short = sceneOf(steady([0, 60], 20), incidentIn(stepSeries([30, 45]), from, to));
      const lead = scored({ slice, score: 0.9 });
      const best: Accusation = { ...nobody, scene: short, accused: [{ lead, aliases: [] }] };
      const other: Accusation = { ...nobody, scored: [scored({ slice, score })] };
      const asides: boolean[] = [];
      toldApart([best, other], (accusation, isAside): Judgement => {
        asides.push(isAside);
        return { accusation, placebo: { tried: 0, asHigh: 0 }, culprits: [], verdict: 'suspect' };
      });
      expect(asides).toEqual([answer]);
    },
  );

  it.each([
    ['suspect of all of it', 'suspect', [0, 1]],
    ['nobody', 'no-culprit-in-logs', [0]],
  ] as const)('tells beside an aside %s', (_, verdict, kept) => {
    const short = sceneOf(steady([0, 60], 20), incidentIn(stepSeries([30, 45]), 40, 43));
    const aside: Accusation = { ...accusing(0.9, '/a'), scene: short };
    const whole = verdict === 'suspect' ? accusing(0.3, '/b') : nobody;
    const judgements = toldApart(
      [aside, whole],
      (accusation): Judgement => ({
        accusation,
        placebo: { tried: 0, asHigh: 0 },
        culprits: [],
        verdict: accusation === whole ? verdict : 'suspect',
      }),
    );
    expect(judgements.map(({ accusation }) => [aside, whole].indexOf(accusation))).toEqual(kept);
  });
});
