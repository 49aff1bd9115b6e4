import type { BackgroundLog, LoggedRequest } from './background-log.ts';
import type { Draw } from './draw.ts';
import { type PlannedRequest, planned } from './planned-request.ts';
import { RouteCosts } from './route-costs.ts';
import type { SiteSettings } from './site.ts';

/** How much of a stretch's unevenness stays: its quiet nights would leave a case nothing to begin in. */
const LEAST_UNEVEN = 0.2;
const MOST_UNEVEN = 0.6;
/** Clients take the largest responses within so long: what is held for longer is a mechanism's. */
const LONGEST_TAKING_SECONDS = 20;

/**
 * A stretch of a real log as the day of a case: its requests in their order, at the case's rate or as many as the log has.
 * A time is between where the log has it and where it would be if all came evenly.
 */
export function backgroundTraffic(
  { name, requests }: BackgroundLog,
  settings: SiteSettings,
  draw: Draw,
): readonly PlannedRequest[] {
  const count = Math.min(requests.length, Math.round(settings.rate * settings.spanSeconds));
  if (count < 2) throw new Error(`${name} has ${requests.length} requests, which makes no day`);
  const begin = draw.whole(0, requests.length - count);
  const stretch = requests.slice(begin, begin + count);
  const shares = timeShares(stretch, draw.between(LEAST_UNEVEN, MOST_UNEVEN));
  const costs = new RouteCosts(draw.apart());
  return stretch.map((request, place) => {
    const at = timeAt(shares[place] ?? 0, settings);
    return visit(request, { at, costs, draw });
  });
}

/** Where in the day each request is, from 0 to 1. */
function timeShares(stretch: readonly LoggedRequest[], uneven: number): readonly number[] {
  const begin = stretch[0]?.startMs ?? 0;
  const span = Math.max(1, (stretch.at(-1)?.startMs ?? 0) - begin);
  return stretch.map(({ startMs }, place) => {
    const even = (place + 0.5) / stretch.length;
    return uneven * ((startMs - begin) / span) + (1 - uneven) * even;
  });
}

const DAY_SECONDS = 86_400;
/** Halvings of a span until a time is found to less than a millisecond. */
const HALVINGS = 32;

/** The time until which such a share of the day has come, with the day's swing. */
function timeAt(share: number, settings: SiteSettings): number {
  const { spanSeconds, dailySwing } = settings;
  if (dailySwing === 0) return share * spanSeconds;
  const wanted = share * cameUntil(spanSeconds, settings);
  let [low, high] = [0, spanSeconds];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (cameUntil(middle, settings) < wanted) low = middle;
    else high = middle;
  }
  return low;
}

/** How much came until a time, in seconds of the mean rate: the integral of the day's tide. */
function cameUntil(at: number, { dailySwing, startHour, peakHour }: SiteSettings): number {
  const turn = (2 * Math.PI) / DAY_SECONDS;
  const begin = (startHour - peakHour) * 3600;
  return at + (dailySwing / turn) * (Math.sin(turn * (begin + at)) - Math.sin(turn * begin));
}

function visit(
  request: LoggedRequest,
  { at, costs, draw }: { readonly at: number; readonly costs: RouteCosts; readonly draw: Draw },
): PlannedRequest {
  const { client, agent, referer, method, target, status, bytes, durationSeconds } = request;
  const cost = costs.costOf(request);
  const waitSeconds =
    durationSeconds === undefined
      ? cost.waitSeconds
      : Math.max(0, durationSeconds - cost.cpuSeconds);
  const asked = { at, client, agent, referer, method, target, status, bytes };
  return planned({
    ...asked,
    cpuSeconds: cost.cpuSeconds,
    waitSeconds,
    bytesPerSecond: Math.max(draw.logBetween(3e5, 1e7), bytes / LONGEST_TAKING_SECONDS),
  });
}
