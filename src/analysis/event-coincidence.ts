import type { Stretch } from './repetition.ts';

/** The rises of a resource and the bursts of a slice on one clock, in bins. */
export interface Track {
  /** In each the resource was up; `to` is exclusive. */
  readonly rises: readonly Stretch[];
  readonly bursts: readonly Stretch[];
  /** Of the time in which both were watched. */
  readonly length: number;
}

/** How early a burst may be over when a rise begins, and how to move bursts where chance is to speak. */
export interface Meeting {
  /** Bins before a rise that belong to it; a burst in none but earlier ones did not precede it. */
  readonly before: number;
  /** Bins by which bursts may be moved: 1, or those of a day where there is a daily rhythm to keep. */
  readonly stride: number;
}

/**
 * How often rises and bursts came together, by event coincidence analysis (https://doi.org/10.1140/epjst/e2015-50233-y): its
 * precursor rate is `preceded / rises`, its trigger rate `followed / bursts`.
 */
export interface Coincidence {
  readonly rises: number;
  /** Rises with a burst just before them, or at their begin. */
  readonly preceded: number;
  readonly bursts: number;
  /** Bursts that a rise belongs to. */
  readonly followed: number;
  /**
   * The share of all ways to move the bursts in which as many rises were preceded, the one that happened among them: above 0, and 1
   * at most. By chance it is no more than p in p of all cases.
   */
  readonly chance: number;
}

/** A burst may still begin in the bin after that in which the rise is seen: clocks and samples are no finer. */
const BINS_AFTER = 1;

/** Counts over all tracks. Bursts are moved around each track as on a ring, all by the same number of bins. */
export function coincidenceOf(tracks: readonly Track[], { before, stride }: Meeting): Coincidence {
  const rings = tracks.map((track) => new Ring(track, { before, stride }));
  const sum = (of: (ring: Ring) => number): number =>
    rings.reduce((total, ring) => total + of(ring), 0);
  const ways = Math.max(1, ...rings.map(({ length }) => Math.floor(length / stride)));
  const preceded = sum((ring) => ring.precededAt(0));
  let asMany = 0;
  for (let way = 0; way < ways; way++) {
    if (sum((ring) => ring.precededAt(way * stride)) >= preceded) asMany += 1;
  }
  return {
    rises: sum(({ track }) => track.rises.length),
    preceded,
    bursts: sum(({ track }) => track.bursts.length),
    followed: sum(({ track }) => followedIn(track, before)),
    chance: asMany / ways,
  };
}

/** Bursts that end at most so many bins before a rise, or meet it at any time. */
function followedIn({ rises, bursts }: Track, before: number): number {
  return bursts.filter((burst) =>
    rises.some(({ from, to }) => burst.from < to && burst.to > from - before),
  ).length;
}

/** One track whose end joins its begin, a whole number of strides long. */
class Ring {
  readonly track: Track;
  readonly length: number;
  readonly #before: number;
  /** Bins of bursts before each bin of the ring, twice around. */
  readonly #burstBins: Int32Array;

  constructor(track: Track, { before, stride }: Meeting) {
    this.track = track;
    this.#before = before;
    this.length = Math.max(1, Math.ceil(track.length / stride)) * stride;
    const isBurst = new Uint8Array(this.length);
    for (const { from, to } of track.bursts) isBurst.fill(1, Math.max(0, from), to);
    this.#burstBins = new Int32Array(2 * this.length + 1);
    for (let bin = 0; bin < 2 * this.length; bin++) {
      this.#burstBins[bin + 1] = (this.#burstBins[bin] ?? 0) + (isBurst[bin % this.length] ?? 0);
    }
  }

  /** Rises with a burst before them, were all bursts so many bins later. */
  precededAt(shift: number): number {
    let count = 0;
    for (const { from } of this.track.rises) {
      const width = Math.min(this.length, this.#before + 1 + BINS_AFTER);
      const first = from - this.#before - (shift % this.length);
      const at = ((first % this.length) + this.length) % this.length;
      if ((this.#burstBins[at + width] ?? 0) > (this.#burstBins[at] ?? 0)) count += 1;
    }
    return count;
  }
}
