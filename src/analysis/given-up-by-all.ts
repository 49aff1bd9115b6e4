import { isNamedBy } from '../rollup/slice-view.ts';
import type { Scene } from './scene.ts';
import { shareOutside, type Unserved, unservedOf, unservedShare } from './unserved.ts';

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
  const all = unservedOf(scene, undefined, 'aborts');
  const share = unservedShare(all);
  if (!(share >= MOST_SHARE)) return undefined;
  let most: Unserved = { requests: 0, unserved: 0 };
  for (const slice of scene.rollup.slices()) {
    if (!isNamedBy(slice, 'route')) continue;
    const page = unservedOf(scene, slice, 'aborts');
    if (page.unserved > most.unserved) most = page;
  }
  return shareOutside(all, most) >= LIKE_SHARE * share ? share : undefined;
}
