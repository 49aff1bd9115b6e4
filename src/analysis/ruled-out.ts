import { type Cost, costs } from '../rollup/cost.ts';
import type { Subject } from '../rollup/dimension.ts';
import { sumBetween } from '../statistics/summaries.ts';
import type { Scene } from './scene.ts';
import type { Scored } from './score.ts';
import type { Finding } from './specificity.ts';

/** A slice that a simple count would have blamed, and what speaks against it. */
export interface RuledOut {
  readonly subject: Subject;
  readonly cost: Cost;
  /** Its share of that cost in the incident, 0 to 1. */
  readonly share: number;
  readonly scored: Scored;
}

/** Costs by which people sort a log by hand. */
const LOOKED_AT: readonly Cost[] = costs.filter((cost) => cost !== 'held-bytes');
/** Below this share nobody would suspect it. */
const LEAST_SHARE = 0.1;

/** The largest route of each cost in the incident, where it is none of the findings. */
export function ruledOut(
  scene: Scene,
  scored: readonly Scored[],
  findings: readonly Finding[],
): readonly RuledOut[] {
  const guilty = new Set(findings.map(({ lead }) => lead.subject.route));
  const routes = scored.filter(
    ({ subject }) => Object.keys(subject).length === 1 && subject.route !== undefined,
  );
  const result = new Map<string, RuledOut>();
  for (const cost of LOOKED_AT) {
    const total = sumBetween(scene.activity(undefined, cost), scene.from, scene.to);
    const shares = routes.map((one) => ({
      one,
      share: sumBetween(scene.activity(one.slice, cost), scene.from, scene.to) / total,
    }));
    shares.sort((a, b) => b.share - a.share);
    const top = shares[0];
    if (top === undefined || !(top.share >= LEAST_SHARE)) continue;
    const route = top.one.subject.route ?? '';
    if (guilty.has(route) || result.has(route)) continue;
    result.set(route, { subject: top.one.subject, cost, share: top.share, scored: top.one });
  }
  return [...result.values()];
}
