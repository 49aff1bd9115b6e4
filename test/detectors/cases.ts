import type { Scored } from '../../src/analysis/score.ts';
import type { SliceCase } from '../../src/detectors/detection.ts';
import type { NameTally, SliceFacts, TargetFacts } from '../../src/detectors/slice-facts.ts';
import { incidentIn, sceneOf, scored, steady, stepSeries } from '../analysis/scenes.ts';

/** Every minute's requests of an hour; workers are up in minutes 30 to 40. */
export const scene = sceneOf(
  [
    ...steady([0, 60], 20, { dimensions: { route: '/usual', referer: 'https://www.example.org' } }),
    ...steady([30, 40], 2, { dimensions: { route: '/asked' } }),
  ],
  incidentIn(stepSeries([30, 40]), 30, 40),
);

/** Names with their requests, most first. */
export function tally(counts: Readonly<Record<string, number>>, different?: number): NameTally {
  const most = Object.entries(counts).map(([name, requests]) => ({ name, requests }));
  return {
    named: most.reduce((sum, { requests }) => sum + requests, 0),
    different: different ?? most.length,
    isMore: false,
    most,
  };
}

export function targets(facts: Partial<TargetFacts>): TargetFacts {
  const ofRoute = { large: 0, small: 0, arguments: [] };
  return { read: 300, arguments: [], ofRoute, cut: 0, ...facts };
}

/** A slice of 300 requests at one route of which nothing is known but what a test says. */
export function sliceCase(
  facts: Partial<SliceFacts>,
  settings: Partial<Omit<SliceCase, 'facts' | 'scored'>> & {
    readonly scored?: Partial<Scored>;
  } = {},
): SliceCase {
  const { scored: fit, ...rest } = settings;
  return {
    scored: scored({ subject: { route: '/asked' }, ...fit }),
    scene,
    kind: 'traffic-surge',
    spanSeconds: 600,
    traffic: { requests: 3000, clients: 1000, assetClients: 700 },
    ...rest,
    facts: { requests: 300, names: {}, ...facts },
  };
}
