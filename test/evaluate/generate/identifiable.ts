import type { MadeHost } from './made-host.ts';
import type { PlannedRequest } from './planned-request.ts';
import type { ServedRequest } from './server.ts';
import { chanceOf } from './shortfall.ts';

/** A hole in the lines of a page, or a heap of them, that chance makes as often tells nobody: a log has hundreds of pages. */
const TELLING_CHANCE = 0.01;

/**
 * Whether the log of a host could tell its culprits to anybody. Requests that are the same as on an ordinary day, in a log
 * without durations whose lines are written with the time of their end, show in nothing but when they were written: there is
 * a hole when they become slow, and a heap when they are fast again, each as long as they take.
 */
export function isIdentifiable(
  { ordinary, happened }: Pick<MadeHost, 'ordinary' | 'happened'>,
  spanSeconds: number,
): boolean {
  const guilty = happened.served.filter(({ request }) => request.owner > 0);
  const asEver = new Set(ordinary.map(keyOf));
  if (!guilty.every((one) => asEver.has(keyOf(one.request)) && isAnsweredAsEver(one))) return true;
  if (guilty.length === 0) return true;
  const pages = new Set(guilty.map(({ request }) => pathOf(request)));
  const isOwn = (request: PlannedRequest): boolean => pages.has(pathOf(request));
  const served = happened.served.filter(({ request }) => isOwn(request));
  const times = {
    usual: Float64Array.from(ordinary.filter(isOwn), ({ at }) => at).sort(),
    happened: Float64Array.from(served, ({ end }) => end).sort(),
  };
  const begins = guilty.map(({ start }) => start).sort((a, b) => a - b);
  const took = guilty.map(({ start, end }) => end - start).sort((a, b) => a - b);
  const seconds = took[took.length >>> 1] ?? 0;
  const [first = 0, last = 0] = [begins[0], begins.at(-1)];
  const hole = chanceOf(times, { at: first, seconds, isSurplus: false }, spanSeconds);
  const heap = chanceOf(times, { at: last, seconds, isSurplus: true }, spanSeconds);
  return Math.min(hole, heap) < TELLING_CHANCE;
}

function isAnsweredAsEver({ request, status, bytes }: ServedRequest): boolean {
  return status === request.status && bytes === request.bytes && request.log === 'given';
}

function keyOf({ at, client, target, status, bytes }: PlannedRequest): string {
  return [at, client, target, status, bytes].join(' ');
}

function pathOf({ target }: PlannedRequest): string {
  return target.split('?', 1)[0] ?? target;
}
