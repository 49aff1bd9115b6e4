import type { DurationSource } from '../incidents/tier.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import { median, robustSpread, sumBetween } from '../statistics/summaries.ts';
import type { Scene } from './scene.ts';

/** How a slice's requests changed from before the incident to during it. */
export interface Change {
  /** Mean seconds in flight, by Little's law: time in flight over arrivals. */
  readonly secondsBefore: number;
  readonly secondsDuring: number;
  /** Arrivals a second during, over those before; Infinity when there were none before. */
  readonly arrivals: number;
  readonly requestsBefore: number;
  readonly requestsDuring: number;
}

/** Slices with fewer requests before or during have no usual duration. */
export const LEAST_REQUESTS = 5;

export function changeOf(scene: Scene, slice: SliceView | undefined): Change {
  return changeBy(scene, sumsOf(scene, slice));
}

/** The same of all traffic but the slice. */
export function changeOutside(scene: Scene, slice: SliceView): Change {
  const all = sumsOf(scene, undefined);
  const own = sumsOf(scene, slice);
  return changeBy(scene, {
    arrivedBefore: all.arrivedBefore - own.arrivedBefore,
    arrivedDuring: all.arrivedDuring - own.arrivedDuring,
    heldBefore: all.heldBefore - own.heldBefore,
    heldDuring: all.heldDuring - own.heldDuring,
  });
}

/** Requests, and the sums over bins of those in flight. */
interface Sums {
  readonly arrivedBefore: number;
  readonly arrivedDuring: number;
  readonly heldBefore: number;
  readonly heldDuring: number;
}

function sumsOf(scene: Scene, slice: SliceView | undefined): Sums {
  const { from, to } = scene;
  const inFlight = scene.activity(slice, 'in-flight');
  const arrivals = scene.activity(slice, 'requests');
  return {
    arrivedBefore: sumBetween(arrivals, 0, from),
    arrivedDuring: sumBetween(arrivals, from, to),
    heldBefore: sumBetween(inFlight, 0, from),
    heldDuring: sumBetween(inFlight, from, to),
  };
}

function changeBy({ from, to, bins }: Scene, sums: Sums): Change {
  const { arrivedBefore, arrivedDuring, heldBefore, heldDuring } = sums;
  const stepSeconds = bins.stepMs / 1000;
  return {
    requestsBefore: arrivedBefore,
    requestsDuring: arrivedDuring,
    secondsBefore: (heldBefore * stepSeconds) / arrivedBefore,
    secondsDuring: (heldDuring * stepSeconds) / arrivedDuring,
    arrivals: arrivedDuring / (to - from) / (arrivedBefore / from),
  };
}

const MICROSECONDS = 1_000_000;

/** Whether durations seem to be logged in whole seconds, so that the shortest are none. */
export function hasWholeSeconds(slices: readonly SliceView[]): boolean {
  return slices.every(({ summary }) => summary.workerMicroseconds % MICROSECONDS === 0);
}

/** Slower than its own past by this factor or less than everybody's slowdown times it: nothing of its own. */
const OWN_SLOWDOWN = 1.5;
/** Asked for more often than before by less than this factor. */
const MORE_ARRIVALS = 1.5;

/** From this slowdown of everybody on, requests wait for each other. */
export const EVERYBODY_SLOW = 1.5;
/** A wait of everybody makes a slice wait longer by less than this factor. */
const OWN_WAIT = 1.5;

/** What happened to everybody's requests alike. */
export interface CommonSlowdown {
  /** How many times as long they took: the median over routes, never below none at all. */
  readonly factor: number;
  /**
   * Whether they were rather all longer by the same seconds than by the same factor: a line before workers that are all held adds
   * to the shortest as much as to the longest, a machine that is short of processors or memory multiplies what they take.
   */
  readonly isWait: boolean;
}

/** Fewer routes do not tell seconds from a factor. */
const LEAST_ROUTES = 5;
/** What is added to less than this differs by chance, seconds. */
const LEAST_ADDED_SECONDS = 0.001;

export function commonSlowdown(scene: Scene, slices: readonly SliceView[]): CommonSlowdown {
  const changes = slices
    .filter(({ dimensions }) => dimensions.length === 1 && dimensions[0] === 'route')
    .map((slice) => changeOf(scene, slice));
  const common = median(changes.flatMap((one) => slowdownOf(one, scene.tier.durations) ?? []));
  const factor = Number.isFinite(common) ? Math.max(1, common) : 1;
  return { factor, isWait: factor >= EVERYBODY_SLOW && isSameWait(changes) };
}

/** Who waits at least this part of what the routes in the middle do waits with them. */
const WAITS_TOO = 0.5;
/** Where fewer of the requests wait, many pages hang rather, and the others do not wait for them. */
const MOST_REQUESTS = 0.5;

/**
 * Whether what was added to the usual durations of routes differs less, as a ratio, than what they were multiplied by, and most
 * requests are of routes to which it was.
 */
function isSameWait(changes: readonly Change[]): boolean {
  const known = changes.filter(hasUsualDuration);
  if (known.length < LEAST_ROUTES) return false;
  const least = WAITS_TOO * median(known.map(addedSeconds));
  const waiting = known.filter((one) => addedSeconds(one) >= least);
  if (requestsOf(waiting) < MOST_REQUESTS * requestsOf(known)) return false;
  const added = known.map((one) => Math.log(Math.max(LEAST_ADDED_SECONDS, addedSeconds(one))));
  const factors = known.map((one) => Math.log(one.secondsDuring / one.secondsBefore));
  return robustSpread(added, median(added)) < robustSpread(factors, median(factors));
}

function requestsOf(changes: readonly Change[]): number {
  return changes.reduce((sum, { requestsDuring }) => sum + requestsDuring, 0);
}

/**
 * How many times as long requests took; undefined where that is not known. Where durations are read off the order of lines,
 * what took no time that could be seen there, neither before nor during, did not slow down: most routes are so, and the one that
 * hangs would else be all there is to tell what everybody did. Where they are logged, what takes none is a file that waits
 * for nobody.
 */
function slowdownOf(change: Change, durations: DurationSource): number | undefined {
  const { requestsBefore, requestsDuring, secondsBefore, secondsDuring } = change;
  if (hasUsualDuration(change)) return secondsDuring / secondsBefore;
  if (durations !== 'implied') return undefined;
  const areEnough = requestsBefore >= LEAST_REQUESTS && requestsDuring >= LEAST_REQUESTS;
  return areEnough && secondsBefore === 0 && secondsDuring === 0 ? 1 : undefined;
}

export function hasUsualDuration(change: Change): boolean {
  const { requestsBefore, requestsDuring, secondsBefore } = change;
  return requestsBefore >= LEAST_REQUESTS && requestsDuring >= LEAST_REQUESTS && secondsBefore > 0;
}

/**
 * Whether a slice only suffered (method.md 3.8): it slowed down no more than everybody did, and was not asked
 * for more often. Where everybody waited, that is by the time added to the `others`, which is as long for the shortest: what takes
 * long is multiplied by less, so that the factor would acquit the one that holds the workers. Else the time counts as well, and
 * clients who give up and come again ask for everything more often.
 */
export function isVictim(change: Change, common: CommonSlowdown, others?: Change): boolean {
  if (!hasUsualDuration(change)) return false;
  const { factor, isWait } = common;
  const isAsUsual = change.arrivals < MORE_ARRIVALS;
  const isTold = others !== undefined && hasUsualDuration(others);
  const byFactor = change.secondsDuring / change.secondsBefore <= OWN_SLOWDOWN * factor;
  if (isAsUsual && byFactor && !(isWait && isTold)) return true;
  if (factor < EVERYBODY_SLOW || !isTold) return false;
  const isLikeOthers = change.arrivals < MORE_ARRIVALS * Math.max(1, others.arrivals);
  return isLikeOthers && addedSeconds(change) <= OWN_WAIT * addedSeconds(others);
}

/** Two means of long waits that differ by less than this part of them differ by chance. */
const CHANCE_OF_WAIT = 0.1;

/**
 * The part of the requests in flight beyond before that a slice holds of its own accord, 0 to 1, where requests wait for each
 * other. What it and all others both wait is nobody's own; by Little's law each holds as many as arrive in the seconds that are
 * left (method.md 3.8). Undefined where the others have no usual duration, or where all wait for so long that nothing is left to
 * tell apart: who came oftener is told by arrivals then.
 */
export function ownPart(scene: Scene, slice: SliceView): number | undefined {
  const own = changeOf(scene, slice);
  const others = changeOutside(scene, slice);
  if (!hasUsualDuration(others) || own.requestsDuring === 0) return undefined;
  const wait = Math.max(0, Math.min(addedSeconds(own), addedSeconds(others)));
  const beyond = Math.abs(addedSeconds(own) - addedSeconds(others));
  if (wait > 0 && beyond < CHANCE_OF_WAIT * wait) return undefined;
  const held = heldBeyondBefore(scene, own, wait);
  return held === 0 ? 0 : held / (held + heldBeyondBefore(scene, others, wait));
}

/**
 * The part that some requests have in what all of a larger set hold of their own accord, 0 to 1: without what those outside
 * of the set wait, too. Undefined where these have no usual duration, and where the set holds nothing of its own.
 */
export function partOfOwn(scene: Scene, part: SliceView, whole: SliceView): number | undefined {
  const outside = changeOutside(scene, whole);
  if (!hasUsualDuration(outside)) return undefined;
  const wait = Math.max(0, addedSeconds(outside));
  const held = heldBeyondBefore(scene, changeOf(scene, whole), wait);
  return held === 0 ? undefined : heldBeyondBefore(scene, changeOf(scene, part), wait) / held;
}

/** Requests in flight beyond before, if none had waited for `wait` seconds. */
function heldBeyondBefore({ from, to, bins }: Scene, change: Change, wait: number): number {
  const { requestsBefore, requestsDuring, secondsDuring } = change;
  const before = (requestsBefore / from) * usualSeconds(change);
  const during = (requestsDuring / (to - from)) * (secondsDuring - wait);
  return Math.max(0, (during - before) / (bins.stepMs / 1000));
}

/** Seconds that a request took before; none where there was no request. */
function usualSeconds({ requestsBefore, secondsBefore }: Change): number {
  return requestsBefore > 0 ? secondsBefore : 0;
}

function addedSeconds(change: Change): number {
  return change.secondsDuring - usualSeconds(change);
}
