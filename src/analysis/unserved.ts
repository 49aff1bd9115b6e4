import type { SliceView } from '../rollup/slice-view.ts';
import { sumBetween } from '../statistics/summaries.ts';
import type { Scene } from './scene.ts';

/** Requests of an incident, and how many of them were not served. */
export interface Unserved {
  readonly requests: number;
  readonly unserved: number;
}

/** Those of a slice that failed (`errors`), or were given up by who waited (`aborts`). */
export function unservedOf(
  scene: Scene,
  slice: SliceView | undefined,
  how: 'errors' | 'aborts',
): Unserved {
  const { from, to } = scene;
  return {
    requests: sumBetween(scene.activity(slice, 'requests'), from, to),
    unserved: sumBetween(scene.activity(slice, how), from, to),
  };
}

/** The part that was not served, 0 to 1; NaN where there were no requests. */
export function unservedShare({ requests, unserved }: Unserved): number {
  return unserved / requests;
}

/** The same of all requests but a part of them. */
export function shareOutside(all: Unserved, part: Unserved): number {
  return unservedShare({
    requests: all.requests - part.requests,
    unserved: all.unserved - part.unserved,
  });
}
