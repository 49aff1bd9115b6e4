import { meanBetween, sumBetween } from '../statistics/summaries.ts';
import { darkConcurrencyOf } from './dark-concurrency.ts';
import { givenUpByAll } from './given-up-by-all.ts';
import { failedPart } from './outage.ts';
import type { Scene } from './scene.ts';
import type { Scored } from './score.ts';

/** Why an incident has no culprit, with the numbers that say so (method.md 3.10). */
export type Abstention =
  | { readonly code: 'logs-do-not-cover' }
  | { readonly code: 'too-coarse'; readonly bins: number }
  | { readonly code: 'unrelated-to-traffic'; readonly bestFit: number }
  | {
      readonly code: 'traffic-did-not-change';
      readonly observed: number;
      readonly expected: number;
    }
  | { readonly code: 'held-by-unlogged-requests'; readonly busy: number; readonly logged: number }
  /** Of all requests this part failed, 0 to 1. */
  | { readonly code: 'everything-failed'; readonly failed: number }
  /** Of all requests this part was given up by clients, 0 to 1. */
  | { readonly code: 'everything-given-up'; readonly givenUp: number }
  | { readonly code: 'nothing-stands-out'; readonly bestScore: number };

/** Below this share of variance no slice moves with the resource. */
const RELATED_FIT = 0.3;
/** Traffic within this factor of before did not change. */
const UNCHANGED_FACTOR = 1.3;

/** The first reason that applies, in the order in which they cut deepest. */
export function abstentionOf(scene: Scene, scored: readonly Scored[]): Abstention {
  if (scene.bins.length === 0 || scene.usable.length === 0) return { code: 'logs-do-not-cover' };
  if (!scene.fits) return { code: 'too-coarse', bins: scene.usable.length };
  const failed = failedPart(scene);
  if (failed !== undefined) return { code: 'everything-failed', failed };
  const givenUp = givenUpByAll(scene);
  if (givenUp !== undefined) return { code: 'everything-given-up', givenUp };
  const unlogged = unloggedWorkers(scene);
  if (unlogged !== undefined) return unlogged;
  const bestFit = Math.max(0, ...scored.map(({ weights }) => weights.fit));
  if (bestFit < RELATED_FIT) return { code: 'unrelated-to-traffic', bestFit };
  const requests = scene.activity(undefined, 'requests');
  const observed = sumBetween(requests, scene.from, scene.to);
  const expected = meanBetween(requests, 0, scene.from) * (scene.to - scene.from);
  if (observed < UNCHANGED_FACTOR * expected) {
    return { code: 'traffic-did-not-change', observed, expected };
  }
  return { code: 'nothing-stands-out', bestScore: scored[0]?.score ?? 0 };
}

/** Workers that requests hold which the log does not show: slow headers, or requests still running. */
function unloggedWorkers(scene: Scene): Abstention | undefined {
  const dark = darkConcurrencyOf(scene, [scene.series]);
  if (dark === undefined) return undefined;
  return { code: 'held-by-unlogged-requests', busy: dark.busy, logged: dark.logged };
}
