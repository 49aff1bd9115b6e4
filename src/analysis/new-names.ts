import { composedSlice } from '../rollup/composed-slice.ts';
import { type Newable, newable, newIn } from '../rollup/derived.ts';
import { bucketAt } from '../rollup/grid.ts';
import type { Rollup } from '../rollup/rollup.ts';
import { isNamedBy, type SliceView } from '../rollup/slice-view.ts';
import type { NewNames } from '../rollup/subject-names.ts';
import { sumBetween } from '../statistics/summaries.ts';
import type { Scene } from './scene.ts';

/** A slice of a rollup with the bucket in which its first request started. */
interface Debut {
  readonly slice: SliceView;
  readonly bucket: number;
}

/** What those with new names asked for in an incident, and in stretches of its length before. */
export interface Newcomers {
  readonly slice: SliceView;
  readonly names: number;
  readonly requests: number;
  /** The share of the one that asked for most. */
  readonly mostOfOne: number;
  /** Of the newcomers of as long a stretch before, in that stretch: the mean, and the most that there were. */
  readonly usual: number;
  readonly most: number;
}

/** So many stretches before an incident, the nearest ones, say what newcomers usually do. */
const MOST_STRETCHES = 24;
const LEAST_STRETCHES = 3;
/**
 * Newcomers are usual: in any stretch some come, and none of them was there before, so that they seem to rise with whatever rises.
 * They are tried where they asked for so many times what those of any other stretch did.
 */
const NEW_FACTOR = 2;
/** One that asks for nearly all of what they do is named itself. */
const MOST_OF_ONE = 0.9;
/** Fewer requests may come together by chance. */
const LEAST_REQUESTS = 50;

/** Which names of a rollup came first when; of one log, for all its incidents. */
export class Debuts {
  readonly #rollup: Rollup;
  readonly #known = new Map<Newable, readonly Debut[]>();

  constructor(rollup: Rollup) {
    this.#rollup = rollup;
  }

  /** Those who came in buckets from `from` to before `to`. */
  between(dimension: Newable, from: number, to: number): readonly SliceView[] {
    return this.#of(dimension)
      .filter(({ bucket }) => bucket >= from && bucket < to)
      .map(({ slice }) => slice);
  }

  #of(dimension: Newable): readonly Debut[] {
    const known = this.#known.get(dimension) ?? this.#find(dimension);
    this.#known.set(dimension, known);
    return known;
  }

  #find(dimension: Newable): readonly Debut[] {
    return this.#rollup
      .slices()
      .filter((slice) => isNamedBy(slice, dimension))
      .flatMap((slice) => {
        const bucket = this.#rollup.firstBucket(slice);
        return bucket === undefined ? [] : [{ slice, bucket }];
      });
  }
}

/**
 * Requests of clients, by agents or for routes that the log had not seen before the incident, as one slice each, where many more
 * of them came than usual (method.md 3.2). Names that were folded in the rollup are in none of them.
 */
export function newSince(scene: Scene, debuts: Debuts): readonly SliceView[] {
  return newable.flatMap((dimension) => {
    const found = newcomersOf(scene, dimension, debuts);
    if (found === undefined || found.requests < LEAST_REQUESTS) return [];
    if (found.mostOfOne > MOST_OF_ONE) return [];
    return found.requests > NEW_FACTOR * found.most ? [found.slice] : [];
  });
}

/** Undefined where nobody came for the first time in the incident, or the log before is too short to know who would. */
export function newcomersOf(
  { incident, bins, rollup }: Scene,
  dimension: Newable,
  debuts: Debuts = new Debuts(rollup),
): Newcomers | undefined {
  const { grid } = rollup;
  // A sample tells of the step before it, and who comes in the step in which an incident ends came with it.
  const from = bucketAt(grid, incident.startMs - bins.stepMs);
  const to = bucketAt(grid, incident.endMs + bins.stepMs) + 1;
  const within = (
    first: number,
    end: number,
  ): { parts: readonly SliceView[]; slice: SliceView; requests: number } => {
    const parts = debuts.between(dimension, first, end);
    const slice = composedSlice({ new: dimension }, { plus: parts });
    return { parts, slice, requests: sumBetween(rollup.activity(slice, 'requests'), first, end) };
  };
  const length = to - from;
  const before: number[] = [];
  // In the first stretch of a log everybody is new.
  for (let at = from - length; at >= length && before.length < MOST_STRETCHES; at -= length) {
    before.push(within(at, at + length).requests);
  }
  const { parts, slice, requests } = within(from, to);
  if (before.length < LEAST_STRETCHES || parts.length === 0) return undefined;
  const most = Math.max(...parts.map(({ summary }) => summary.requests));
  return {
    slice,
    mostOfOne: most / slice.summary.requests,
    names: parts.length,
    requests,
    usual: before.reduce((sum, one) => sum + one, 0) / before.length,
    most: Math.max(...before),
  };
}

/** The names of what is new in such a slice; none of another one. */
export function newNamesIn(slice: SliceView | undefined, rollup: Rollup): NewNames {
  const dimension = newIn(slice?.subject ?? {});
  if (slice?.parts === undefined || dimension === undefined) return {};
  const ids = new Set(slice.parts.plus);
  const named = rollup.slices().filter(({ id }) => ids.has(id));
  return { [dimension]: named.flatMap(({ subject }) => subject[dimension] ?? []) };
}
