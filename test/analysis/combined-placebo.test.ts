import { describe, expect, it } from 'vitest';
import type { AnalysedIncident } from '../../src/analysis/analyse.ts';
import { combinedPlacebo } from '../../src/analysis/combined-placebo.ts';
import type { Subject } from '../../src/rollup/dimension.ts';
import { combinedChance } from '../../src/statistics/fisher.ts';
import { crawlerDay, partsOf } from '../compose/parts.ts';

const [found] = partsOf(crawlerDay()).analysis.incidents;

/** The incident of the crawler's day, with another first culprit and other placebo times. */
function incident(subject: Subject | undefined, tried: number, asHigh = 0): AnalysedIncident {
  const [culprit] = found?.culprits ?? [];
  if (found === undefined || culprit === undefined) throw new Error('no culprit');
  const { finding } = culprit;
  const named = {
    ...culprit,
    finding: { ...finding, lead: { ...finding.lead, subject: subject ?? {} } },
  };
  return { ...found, culprits: subject === undefined ? [] : [named], placebo: { tried, asHigh } };
}

describe('combinedPlacebo', () => {
  const bot = { route: '/feed', agent: 'Bot' };
  const one = incident(bot, 19);
  const turned = incident({ agent: 'Bot', route: '/feed' }, 19, 1);

  it('combines the incidents that name the same first, by Fisher’s method', () => {
    const others = [incident({ route: '/other' }, 19), incident(undefined, 19), incident(bot, 0)];
    expect(combinedPlacebo(one, [one, turned, ...others])).toEqual({
      incidents: 2,
      chance: combinedChance([1 / 20, 2 / 20]),
    });
  });

  it('leaves out rises of another kind of resource', () => {
    const { scene } = one;
    const series = { ...scene.series, role: 'memory' as const };
    const memory = { ...turned, scene: Object.create(scene, { series: { value: series } }) };
    expect(combinedPlacebo(one, [one, memory])).toBeUndefined();
  });

  it.each([
    ['one incident alone', one, []],
    ['nobody named', incident(undefined, 19), [one, turned]],
    ['no placebo times', incident(bot, 0), [one, turned]],
  ])('says nothing of %s', (_, given, others) => {
    expect(combinedPlacebo(given, [given, ...others])).toBeUndefined();
  });
});
