import type { SliceView } from '../rollup/slice-view.ts';
import { clamp, sumBetween } from '../statistics/summaries.ts';
import type { BinSpan } from './edges.ts';
import { isOfPages } from './pages.ts';
import type { Scene } from './scene.ts';

/**
 * What a log without durations tells of requests in flight. A server that writes a line when a request has ended says nothing
 * while it serves it. So of what is asked for as ever and is served for longer, lines are missing while the number in flight
 * rises, and as many come beside the usual ones when it falls: what has come and has not gone is there (Little's law).
 */
export interface MissingLines {
  /** Lines that were to be expected while the resource rose, and how many of them did not come. */
  readonly expected: number;
  readonly missing: number;
  /** Lines beyond the expected ones while it fell; absent where it did not. */
  readonly later?: number;
  /** How many more requests were in flight, by both. */
  readonly inFlight: number;
  /** How far from chance that is, in its standard deviations. */
  readonly spreads: number;
}

/** What is expected goes by so many times the length of an edge, and by so much time at least. */
const COMPARED_LENGTHS = 10;
const COMPARED_MS = 3_600_000;
/** Fewer expected lines have no number that could be missing. */
const LEAST_EXPECTED = 5;
/** What is missing while the resource rises is so far from chance, or nothing is. */
const LEAST_SPREADS = 2;
/** Stretches from which the usual ups and downs are told; with fewer they are taken to be this times those of chance. */
const LEAST_STRETCHES = 8;
const UNKNOWN_DISPERSION = 2;

/**
 * The lines of a slice of pages that were missing; undefined where none were, beyond what was missing of everybody. For a page
 * many go on asking; who of them is silent may have gone, and what ended in one way may have come with another end.
 */
export function missingLinesOf(scene: Scene, slice: SliceView): MissingLines | undefined {
  const { edges } = scene;
  if (edges === undefined || !isOfPages(slice)) return undefined;
  const own = scene.activity(slice, 'requests');
  const { rise, fall } = edges;
  const compared = comparedBins(scene, rise);
  const before = { from: Math.max(0, rise.from - compared), to: rise.from };
  const usual = expectedIn(own, rise, before);
  if (!(usual >= LEAST_EXPECTED)) return undefined;
  const expected = usual * partOfOthers(scene, own, { rise, before });
  const missing = expected - countIn(own, rise);
  const dispersion = dispersionOf(own, rise);
  const variance = dispersion * usual * (1 + lengthOf(rise) / lengthOf(before));
  const spreads = missing / Math.sqrt(variance);
  if (!(spreads >= LEAST_SPREADS)) return undefined;
  const alone = { expected, missing, inFlight: missing, spreads };
  if (fall === undefined) return alone;
  const after = { from: fall.to, to: Math.min(own.length, fall.to + compared) };
  const usualLater = expectedIn(own, fall, after);
  if (!Number.isFinite(usualLater)) return alone;
  const later = countIn(own, fall) - usualLater;
  const varianceLater = dispersion * usualLater * (1 + lengthOf(fall) / lengthOf(after));
  const both = (missing + later) / Math.sqrt(variance + varianceLater);
  return both > spreads
    ? { expected, missing, later, inFlight: (missing + later) / 2, spreads: both }
    : { ...alone, later };
}

/** How well what is missing tells who was in flight, 0 to 1: the part that is missing, as far as chance can be ruled out. */
export function missingWeight(
  { expected, missing, spreads }: MissingLines,
  candidates: number,
): number {
  const significant = (spreads ** 2 / 2 - 2) / (Math.log(candidates) + 8);
  return clamp(missing / expected, 0, 1) * clamp(significant, 0, 1);
}

/**
 * Requests in flight by the lines that are missing of a slice, bin by bin: so many from the rise to the fall, for what happens
 * between is not told. None where no lines are missing; of all traffic nobody could be told from the others.
 */
export function missingInFlight(scene: Scene, slice: SliceView | undefined): Float64Array {
  const column = new Float64Array(scene.bins.length);
  const { edges } = scene;
  const lines = slice && missingLinesOf(scene, slice);
  if (edges === undefined || lines === undefined) return column;
  const { rise, fall } = edges;
  const end = fall === undefined ? column.length : fall.to - 1;
  for (let bin = rise.from; bin < end; bin++) {
    column[bin] = lines.inFlight * Math.min(1, (bin + 1 - rise.from) / lengthOf(rise));
  }
  return column;
}

/** What is left of the others' lines while the resource rises, at most all: what everybody waits for is nobody's own. */
function partOfOthers(
  scene: Scene,
  own: Float64Array,
  { rise, before }: { readonly rise: BinSpan; readonly before: BinSpan },
): number {
  const all = scene.activity(undefined, 'requests');
  const expected = expectedIn(all, rise, before) - expectedIn(own, rise, before);
  const came = countIn(all, rise) - countIn(own, rise);
  return expected > 0 ? Math.min(1, came / expected) : 1;
}

/** Lines in a span by the rate in another. */
function expectedIn(column: Float64Array, span: BinSpan, compared: BinSpan): number {
  return (countIn(column, compared) / lengthOf(compared)) * lengthOf(span);
}

/** How much more counts in stretches as long as the rise vary from one to the next than chance makes them; never less. */
function dispersionOf(column: Float64Array, rise: BinSpan): number {
  const length = lengthOf(rise);
  const counts: number[] = [];
  for (let to = rise.from; to - length >= 0; to -= length) {
    counts.push(countIn(column, { from: to - length, to }));
  }
  if (counts.length < LEAST_STRETCHES) return UNKNOWN_DISPERSION;
  const mean = counts.reduce((sum, one) => sum + one, 0) / counts.length;
  const squares = counts.slice(1).reduce((sum, one, at) => sum + (one - (counts[at] ?? 0)) ** 2, 0);
  return Math.max(1, squares / (2 * (counts.length - 1)) / mean);
}

function comparedBins({ bins }: Scene, rise: BinSpan): number {
  return Math.max(COMPARED_LENGTHS * lengthOf(rise), Math.round(COMPARED_MS / bins.stepMs));
}

function countIn(column: Float64Array, { from, to }: BinSpan): number {
  return sumBetween(column, from, to);
}

function lengthOf({ from, to }: BinSpan): number {
  return to - from;
}
