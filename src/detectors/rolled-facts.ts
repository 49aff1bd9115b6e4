import type { Scene } from '../analysis/scene.ts';
import type { Dimension, Subject } from '../rollup/dimension.ts';
import type { TimeSpan } from '../rollup/grid.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import {
  MOST_NAMES_TOLD,
  type NamedRequests,
  type NameTally,
  namedDimensions,
  type SliceFacts,
  type TrafficFacts,
} from './slice-facts.ts';
import { type SliceTotals, sliceTotals } from './slice-totals.ts';

/**
 * What the rollup knows of a slice where its lines cannot be read again: the names it forms pairs with, in the buckets of the
 * window, and its largest responses. Names in pairs that were folded are missing; a slice of two dimensions has none.
 */
export function rolledFacts(
  scene: Scene,
  subject: Subject,
  context: {
    readonly totals: SliceTotals;
    readonly window: TimeSpan;
    readonly largeFrom: number | undefined;
  },
): SliceFacts {
  const names = namesOf(scene, subject, context.window);
  const clients = names.client?.isMore === false ? names.client.different : undefined;
  const large = largeOf(scene, subject, context);
  return {
    requests: context.totals.requests,
    ...(clients === undefined ? {} : { clients }),
    names,
    ...(large === undefined ? {} : { large }),
  };
}

/** Without the clients: those that are few requests each are counted together. */
export function rolledTraffic(totals: SliceTotals): TrafficFacts {
  return { requests: totals.requests };
}

function namesOf(scene: Scene, subject: Subject, window: TimeSpan): SliceFacts['names'] {
  const [first, ...more] = Object.entries(subject) as [Dimension, string][];
  if (first === undefined || more.length > 0) return {};
  const [dimension, value] = first;
  const requests = new Map<Dimension, NamedRequests[]>();
  const folded = new Set<Dimension>();
  for (const slice of scene.rollup.slices()) {
    const other = otherOfPair(slice, dimension);
    if (other === undefined) continue;
    if (slice.isOther) folded.add(other);
    if (slice.isOther || slice.subject[dimension] !== value) continue;
    const totals = sliceTotals(scene.rollup, slice, window);
    if (totals.requests === 0) continue;
    const named = { name: slice.subject[other] ?? '', requests: totals.requests };
    requests.set(other, [...(requests.get(other) ?? []), named]);
  }
  return Object.fromEntries(
    [...requests].map(([other, all]) => [other, tallyOf(all, folded.has(other))]),
  );
}

/** What a slice of two dimensions has beside this one; undefined where it is none, or its names are not told. */
function otherOfPair({ dimensions }: SliceView, dimension: Dimension): Dimension | undefined {
  if (dimensions.length !== 2 || !dimensions.includes(dimension)) return undefined;
  return dimensions.find((one) => one !== dimension && namedDimensions.includes(one));
}

function tallyOf(all: readonly NamedRequests[], isMore: boolean): NameTally {
  const sorted = [...all].sort((a, b) => b.requests - a.requests || (a.name < b.name ? -1 : 1));
  return {
    named: all.reduce((sum, { requests }) => sum + requests, 0),
    different: all.length,
    isMore,
    most: sorted.slice(0, MOST_NAMES_TOLD),
  };
}

/** Of the few largest that the rollup keeps: there may be more. */
function largeOf(
  scene: Scene,
  subject: Subject,
  { window, largeFrom }: { readonly window: TimeSpan; readonly largeFrom: number | undefined },
): SliceFacts['large'] {
  if (largeFrom === undefined || subject.route === undefined) return undefined;
  const key = JSON.stringify(subject);
  const slice = scene.rollup.slices().find((one) => JSON.stringify(one.subject) === key);
  const large = (slice?.summary.largestByBytes ?? []).filter(
    ({ bytes, endMs, startMs }) =>
      (bytes ?? 0) >= largeFrom && endMs >= window.fromMs && startMs < window.toMs,
  );
  return {
    fromBytes: largeFrom,
    requests: large.length,
    largestBytes: Math.max(0, ...large.map(({ bytes }) => bytes ?? 0)),
    aborted: 0,
  };
}
