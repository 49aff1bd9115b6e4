import { isCrawler } from '../request/crawler.ts';
import type { Subject } from '../rollup/dimension.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import { meanBetween } from '../statistics/summaries.ts';
import type { Scene } from './scene.ts';
import type { Scored } from './score.ts';

/** Requests that came to so many times what is usual surged. */
const SURGE_FACTOR = 2;
/** Of the requests above the usual none of a crowd makes this share… */
const ACTOR_SHARE = 0.25;
/** …and this many times its share of the usual ones: where few clients ask for all there is, a surge is theirs as well. */
const MORE_THAN_USUAL = 2;
/** A page with this share of them is what the crowd came for; below it, it is a part of what they asked for. */
const PAGE_SHARE = 0.7;
/** All traffic explains the resource at least this well beside the best of its parts. */
const AS_GOOD = 0.8;

/**
 * All traffic, where a crowd of clients came at once (method.md 3.7): far more requests than usual, most of them nobody's in
 * particular, and asked of more than one page. A page that the machine works longest for is only a part of that, and so are
 * visitors from one site or with one browser, who ask for everything. `leading` are those that could be named instead.
 */
export function crowdOf(
  scored: readonly Scored[],
  leading: readonly Scored[],
  scene: Scene,
): Scored | undefined {
  const all = scored.find(({ slice }) => slice === undefined);
  const [first] = leading;
  if (all === undefined || first === undefined || all.score < AS_GOOD * first.score)
    return undefined;
  if (!hasSurged(undefined, scene) || !hasSurged(first.slice, scene)) return undefined;
  const isOfPage = surplusPart(first.slice, scene) >= PAGE_SHARE;
  return isOfPage || isMadeByFew(scored, scene) ? undefined : all;
}

/** The part of the requests above the usual that are a slice's. */
function surplusPart(slice: SliceView | undefined, scene: Scene): number {
  return surplusOf(slice, scene) / surplusOf(undefined, scene);
}

/** Whether a slice makes so many of the requests above the usual that a crowd came for it, if it was one. */
export function isWhatTheyCameFor(slice: SliceView | undefined, scene: Scene): boolean {
  return hasSurged(slice, scene) && surplusPart(slice, scene) >= PAGE_SHARE;
}

/** Whether a client, a network or a program among these made many of the requests above the usual, and more than it used to. */
export function isMadeByFew(scored: readonly Scored[], scene: Scene): boolean {
  const surplus = surplusOf(undefined, scene);
  const usual = usualOf(undefined, scene);
  return scored.some(({ subject, slice }) => {
    if (!isActor(subject)) return false;
    const share = surplusOf(slice, scene) / surplus;
    return share >= ACTOR_SHARE && share * usual >= MORE_THAN_USUAL * usualOf(slice, scene);
  });
}

function usualOf(slice: SliceView | undefined, scene: Scene): number {
  const before = scene.usual(scene.activity(slice, 'requests'));
  return Number.isFinite(before) ? before : 0;
}

function surplusOf(slice: SliceView | undefined, scene: Scene): number {
  return scene.excess(scene.activity(slice, 'requests'));
}

function hasSurged(slice: SliceView | undefined, scene: Scene): boolean {
  const during = meanBetween(scene.activity(slice, 'requests'), scene.from, scene.to);
  return surplusOf(slice, scene) >= (1 - 1 / SURGE_FACTOR) * during;
}

/** Whether a subject names who asked, be it a network or a program, whatever for. */
function isActor(subject: Subject): boolean {
  const { client, network, agent } = subject;
  if (Object.keys(subject).length !== 1) return false;
  return client !== undefined || network !== undefined || (agent !== undefined && isCrawler(agent));
}
