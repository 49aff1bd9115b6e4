import type { SliceView } from '../rollup/slice-view.ts';
import { sumBetween } from '../statistics/summaries.ts';
import type { Scene } from './scene.ts';

/** Where this part of all requests is given up, 0 to 1, the site is as good as down. */
const MOST_SHARE = 0.5;
/** Others give up like a page where at least this share of what it has would be given up of them too. */
const LIKE_SHARE = 0.5;

/**
 * What of all requests of an incident was given up by clients, 0 to 1, where that was most of them, and those of other pages as
 * well as of the page that has most: whoever asked and whatever for waited in vain, so that it is the trouble and not its cause.
 * Undefined where it was not so, or the log does not tell who gave up.
 */
export function givenUpByAll(scene: Scene): number | undefined {
  const all = givenUpOf(scene, undefined);
  const share = all.givenUp / all.requests;
  if (!(share >= MOST_SHARE)) return undefined;
  const pages = scene.rollup.slices().filter(isOfOnePage);
  const own = pages.map((page) => givenUpOf(scene, page));
  const most = own.reduce((max, one) => (one.givenUp > max.givenUp ? one : max), {
    givenUp: 0,
    requests: 0,
  });
  const outside = (all.givenUp - most.givenUp) / (all.requests - most.requests);
  return outside >= LIKE_SHARE * share ? share : undefined;
}

function isOfOnePage({ dimensions, isOther }: SliceView): boolean {
  return !isOther && dimensions.join() === 'route';
}

function givenUpOf(
  scene: Scene,
  slice: SliceView | undefined,
): { readonly givenUp: number; readonly requests: number } {
  const { from, to } = scene;
  return {
    givenUp: sumBetween(scene.activity(slice, 'aborts'), from, to),
    requests: sumBetween(scene.activity(slice, 'requests'), from, to),
  };
}
