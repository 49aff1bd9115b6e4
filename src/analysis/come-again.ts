import type { SliceView } from '../rollup/slice-view.ts';
import { sumBetween } from '../statistics/summaries.ts';
import type { Scene } from './scene.ts';

/** Of a slice's requests above the usual at least this part were given up. */
const GIVEN_UP_SHARE = 0.5;
/** Others give up like a slice where at least this part of what it gives up would be given up by them too. */
const LIKE_SHARE = 0.5;

/** Requests of a slice during an incident, of those above the usual, and how many of both were given up. */
interface Given {
  readonly requests: number;
  readonly more: number;
  readonly moreGivenUp: number;
}

/**
 * Whether a slice asks oftener only because its clients give up and come again, as everybody's do (method.md 3.8): a retry
 * storm comes of the trouble. Who gives up where others are served does so of their own accord. False where the log does not
 * tell who gave up.
 */
export function onlyComesAgain(scene: Scene, slice: SliceView): boolean {
  const own = givenIn(scene, slice);
  if (!(own.moreGivenUp > 0 && own.moreGivenUp >= GIVEN_UP_SHARE * own.more)) return false;
  const all = givenIn(scene, undefined);
  const outside = (all.moreGivenUp - own.moreGivenUp) / (all.requests - own.requests);
  return outside >= LIKE_SHARE * (own.moreGivenUp / own.requests);
}

function givenIn(scene: Scene, slice: SliceView | undefined): Given {
  const bins = scene.to - scene.from;
  const requests = scene.activity(slice, 'requests');
  return {
    requests: sumBetween(requests, scene.from, scene.to),
    more: bins * scene.excess(requests),
    moreGivenUp: bins * scene.excess(scene.activity(slice, 'aborts')),
  };
}
