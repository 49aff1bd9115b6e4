import { costOfLogSeries } from '../incidents/log-series.ts';
import { type Cost, costs } from '../rollup/cost.ts';
import { isOfMemory } from '../series/memory-role.ts';
import { holdsFor } from './hold.ts';
import { pagesLettingGo } from './let-go.ts';
import { type Response, responseKey, responsesFor } from './response.ts';
import type { Scene } from './scene.ts';

/** One way in which a slice could have moved a resource. */
export interface Explanation {
  readonly cost: Cost;
  readonly response: Response;
}

/** One text for an explanation, to keep figures by. */
export function explanationKey({ cost, response }: Explanation): string {
  return `${cost} ${responseKey(response)}`;
}

/** Costs that the log carries, each with the responses and holds worth trying. */
export function explanationsFor(scene: Scene): readonly Explanation[] {
  const ownCost = costOfLogSeries(scene.series);
  if (ownCost !== undefined) return [{ cost: ownCost, response: { tauSeconds: 0 } }];
  const stepSeconds = scene.bins.stepMs / 1000;
  const carried = (cost: Cost): boolean =>
    scene.activity(undefined, cost).some((value) => value > 0);
  const logged = costs
    .filter(carried)
    .flatMap((cost) => responsesFor(cost, stepSeconds).map((response) => ({ cost, response })));
  const held = holdsFor(scene.durations, upSeconds(scene)).map((hold) => ({
    cost: 'held-bytes' as const,
    response: { tauSeconds: 0, hold },
  }));
  const draining = {
    cost: 'held-bytes' as const,
    response: { tauSeconds: 0, drains: true as const },
  };
  const filling = (['bytes-in', 'in-flight'] as const)
    .filter(carried)
    .map((cost) => ({ cost, response: { tauSeconds: 0, fills: true as const } }));
  const saturating = {
    cost: 'in-flight' as const,
    response: { tauSeconds: 0, saturates: true as const },
  };
  const missing = {
    cost: 'in-flight' as const,
    response: { tauSeconds: 0, missing: true as const },
  };
  const lettingGo = (['flat', 'filling'] as const).map((letsGo) => ({
    cost: 'in-flight' as const,
    response: { tauSeconds: 0, letsGo },
  }));
  return [
    ...logged,
    ...(scene.durations === 'none' && scene.edges !== undefined ? [missing] : []),
    ...(pagesLettingGo(scene).length > 0 ? lettingGo : []),
    ...(carried('bytes-out') ? held : []),
    ...(carried('held-bytes') ? [draining] : []),
    ...(carried('in-flight') && isOfMemory(scene.series.role) ? filling : []),
    ...(carried('in-flight') && scene.fullFrom !== undefined ? [saturating] : []),
  ];
}

/** How long the resource was up at a time at most, to the sample after. */
function upSeconds({ incident, bins }: Scene): number {
  const lengths = incident.episodes.map(({ startMs, endMs }) => endMs - startMs);
  return (Math.max(...lengths) + bins.stepMs) / 1000;
}
