import type { Subject } from '../rollup/dimension.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import { sumBetween } from '../statistics/summaries.ts';
import type { Scene } from './scene.ts';

/**
 * Statuses that say that somebody waited in vain, whatever a log tells of durations: a gateway for the server behind it
 * (https://www.rfc-editor.org/rfc/rfc9110#name-504-gateway-timeout), a client for nginx, which has a status of its own for
 * that (https://nginx.org/en/docs/dev/development_guide.html#http_request_finalization).
 */
const GIVEN_UP: ReadonlySet<string> = new Set(['499', '504']);

/** Whether all requests of a slice were given up by who waited for them: each lasted until then. */
export function isGivenUp({ status }: Subject): boolean {
  return status !== undefined && GIVEN_UP.has(status);
}

/** Whether a slice is all that was given up in one way, whatever was asked for and by whom. */
export function isAllGivenUp(subject: Subject): boolean {
  return isGivenUp(subject) && Object.keys(subject).length === 1;
}

/** Whether only durations could tell who of those that were given up held more than he waited, and there are none. */
export function isUnknownWait({ durations }: Scene, subject: Subject): boolean {
  return durations === 'none' && isGivenUp(subject);
}

/** Fewer of an incident may have been given up at any time. */
const LEAST_GIVEN_UP = 5;
/** So many times as many as before are the incident's. */
const MORE_GIVEN_UP = 2;

/** Whether the log shows who waited in vain in an incident, so that what hung is seen in how it ended. */
export function showsGivenUp(scene: Scene, slices: readonly SliceView[]): boolean {
  const { from, to } = scene;
  return slices
    .filter(({ subject }) => isAllGivenUp(subject))
    .some((slice) => {
      const requests = scene.activity(slice, 'requests');
      const usual = scene.usual(requests);
      const expected = (Number.isFinite(usual) ? usual : 0) * (to - from);
      const during = sumBetween(requests, from, to);
      return during >= LEAST_GIVEN_UP && during > MORE_GIVEN_UP * expected;
    });
}

/** Whether any request of a slice failed, or was given up, in an incident. */
export function hasFailed(scene: Scene, slice: SliceView): boolean {
  const { from, to } = scene;
  return (['errors', 'aborts'] as const).some(
    (cost) => sumBetween(scene.activity(slice, cost), from, to) > 0,
  );
}
