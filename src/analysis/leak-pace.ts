import type { SliceView } from '../rollup/slice-view.ts';
import { clamp, meanBetween, sumBetween } from '../statistics/summaries.ts';
import type { Explanation } from './explanations.ts';
import { isLeak } from './response.ts';
import type { Scene } from './scene.ts';

/** The first and the last part of what a slice did in an incident: few come at its edges, and clocks differ there. */
const EDGE_SHARE = 0.05;
/** In fewer bins the halves of what it did are too short to be told apart from noise. */
const LEAST_BINS = 6;
/** Samples on either side of an instant that tell its level. */
const AROUND = 1;
/** Halves of which one grew by this share of the other's growth, or more, grew alike: leaks are noisy. */
const ALIKE = 0.35;
/** What stops while requests go on is hardly theirs. */
const FLOOR = 0.2;

/**
 * Whether what each request is said to leave behind grew as they came: 1 where the first half of them left about as much as the
 * second, less where the resource stood still while they went on. A job that takes its memory once and keeps it looks
 * like a leak of whatever came meanwhile. 1 for what is no leak, and where memory was full, which grows no more.
 */
export function leakPace(
  scene: Scene,
  slice: SliceView | undefined,
  { cost, response }: Explanation,
): number {
  if (!isLeak(response) || isFull(scene)) return 1;
  const until = scene.resets.find((bin) => bin > scene.from && bin < scene.to) ?? scene.to;
  const done = scene.done(slice, cost, response).subarray(scene.from, until);
  const [begin, middle, end] = [EDGE_SHARE, 0.5, 1 - EDGE_SHARE].map((share) =>
    placeOf(done, share),
  );
  if (begin === undefined || middle === undefined || end === undefined) return 1;
  if (end - begin < LEAST_BINS) return 1;
  const levelAt = (place: number): number => levelIn(scene, scene.from + place, until);
  const halves = [levelAt(middle) - levelAt(begin), levelAt(end) - levelAt(middle)];
  if (!halves.every(Number.isFinite)) return 1;
  const [less, more] = [Math.min(...halves), Math.max(...halves)];
  return more <= 0 ? FLOOR : clamp(less / more / ALIKE, FLOOR, 1);
}

/** Memory that is swapped out grows no more where it was. */
function isFull({ incident }: Scene): boolean {
  return incident.ladder.some(({ window }) => window.series.role === 'swap');
}

/** Where so much of a column has come; undefined where nothing comes. */
function placeOf(column: Float64Array, share: number): number | undefined {
  const wanted = share * sumBetween(column, 0, column.length);
  if (!(wanted > 0)) return undefined;
  let sum = 0;
  const place = column.findIndex((value) => {
    sum += value;
    return sum >= wanted;
  });
  return place < 0 ? column.length - 1 : place;
}

function levelIn({ resource }: Scene, bin: number, until: number): number {
  const near = resource.subarray(Math.max(0, bin - AROUND), Math.min(until, bin + AROUND + 1));
  const known = near.filter(Number.isFinite);
  return meanBetween(known, 0, known.length);
}
