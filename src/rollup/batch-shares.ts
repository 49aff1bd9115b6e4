import { type BatchLines, RARE_ABORT, RARE_ERROR } from './batch-lines.ts';
import { add, Workspace } from './columns.ts';
import { type Cost, costs } from './cost.ts';
import { rungFor, widthMsAt } from './grid.ts';
import { KIB } from './observation.ts';
import type { RequestBatch } from './request-batch.ts';

const placeOf = Object.fromEntries(costs.map((cost, place) => [cost, place])) as Record<
  Cost,
  number
>;
const REQUESTS = placeOf.requests;
const BYTES_OUT = placeOf['bytes-out'];
const BYTES_IN = placeOf['bytes-in'];
const IN_FLIGHT = placeOf['in-flight'];
const HELD = placeOf['held-bytes'];
const ABORTS = placeOf.aborts;
const ERRORS = placeOf.errors;

const sumsOfKeys = new Workspace();

/** A batch is looked at for bursts in so many buckets at most. */
const STRETCHES = 1024;

/** What the requests of a batch cost, and how much of it each has. */
export class BatchShares {
  readonly #batch: RequestBatch;
  readonly #lines: BatchLines;
  /** By cost, in the order of `costs`. */
  readonly totals: Float64Array;
  /** Of each request the greatest share it has of any cost, 0 to 1. */
  readonly greatest: Float64Array;
  /** Of each request the number of its stretch, from 1 up: requests one after another that end in one bucket. */
  readonly stretches: Int32Array;

  /** The lines are those of the batch. */
  constructor(batch: RequestBatch, lines: BatchLines) {
    this.#batch = batch;
    this.#lines = lines;
    this.totals = totalsOf(batch, lines);
    this.greatest = new Float64Array(lines.length);
    this.#readShares();
    this.stretches = stretchesOf(batch, lines);
  }

  /**
   * What the keys of the requests come to: `costs.length` numbers for each number of a key, below `count`, valid until the
   * next call. Below 0 stands for no key, and for one that is left out; without `numberOf`, keys are numbers.
   */
  sumsOf(keys: Int32Array, count: number, numberOf?: Int32Array): Float64Array {
    const sums = sumsOfKeys.zeros(count * costs.length);
    for (let i = 0; i < this.#lines.length; i++) {
      const key = keys[i] ?? -1;
      if (key < 0) continue;
      const number = numberOf === undefined ? key : (numberOf[key] ?? -1);
      if (number >= 0) this.#addTo(sums, number * costs.length, i);
    }
    return sums;
  }

  #addTo(sums: Float64Array, at: number, i: number): void {
    const { bytesOut, durationsUs, heldKib, heldRest, rare } = this.#lines;
    add(sums, at + REQUESTS, 1);
    add(sums, at + BYTES_OUT, bytesOut[i] ?? 0);
    add(sums, at + IN_FLIGHT, durationsUs[i] ?? 0);
    add(sums, at + HELD, (heldKib[i] ?? 0) * KIB + (heldRest[i] ?? 0));
    const bits = rare[i] ?? 0;
    if (bits !== 0) addRare(sums, at, bits, this.#batch.bytesIn[i] ?? 0);
  }

  #readShares(): void {
    const { bytesOut, durationsUs, heldKib, heldRest, rare, length } = this.#lines;
    const { bytesIn } = this.#batch;
    const perUnit = this.totals.map((total) => (total > 0 ? 1 / total : 0));
    const [ofOne = 0, ofByte = 0, , ofMicrosecond = 0, ofHeld = 0] = perUnit;
    const { greatest } = this;
    for (let i = 0; i < length; i++) {
      const held = (heldKib[i] ?? 0) * KIB + (heldRest[i] ?? 0);
      const sent = (bytesOut[i] ?? 0) * ofByte;
      let share = Math.max(ofOne, sent);
      share = Math.max(share, (durationsUs[i] ?? 0) * ofMicrosecond);
      share = Math.max(share, held * ofHeld);
      const bits = rare[i] ?? 0;
      greatest[i] = bits === 0 ? share : Math.max(share, rareShare(perUnit, bits, bytesIn[i] ?? 0));
    }
  }
}

/** What all requests cost, in the order of `costs`. */
function totalsOf({ bytesIn }: RequestBatch, lines: BatchLines): Float64Array {
  const { bytesOut, durationsUs, heldKib, heldRest, rare, length } = lines;
  const totals = new Float64Array(costs.length);
  let sent = 0;
  let inFlight = 0;
  let held = 0;
  for (let i = 0; i < length; i++) {
    sent += bytesOut[i] ?? 0;
    inFlight += durationsUs[i] ?? 0;
    held += (heldKib[i] ?? 0) * KIB + (heldRest[i] ?? 0);
    if (rare[i] !== 0) addRare(totals, 0, rare[i] ?? 0, bytesIn[i] ?? 0);
  }
  totals[REQUESTS] = length;
  totals[BYTES_OUT] = sent;
  totals[IN_FLIGHT] = inFlight;
  totals[HELD] = held;
  return totals;
}

/** Numbers the stretches of a batch, in buckets of which there are at most `STRETCHES` in its span. */
function stretchesOf({ endUs }: RequestBatch, lines: BatchLines): Int32Array {
  const { firstStartUs, lastEndUs, length } = lines;
  const widthUs = widthMsAt(rungFor(firstStartUs, lastEndUs, STRETCHES)) * 1000;
  const stretches = new Int32Array(length);
  let stretch = 0;
  let fromUs = Number.POSITIVE_INFINITY;
  for (let i = 0; i < length; i++) {
    const end = endUs[i] ?? 0;
    if (end < fromUs || end >= fromUs + widthUs) {
      stretch += 1;
      fromUs = Math.floor(end / widthUs) * widthUs;
    }
    stretches[i] = stretch;
  }
  return stretches;
}

function addRare(sums: Float64Array, at: number, bits: number, bytesIn: number): void {
  add(sums, at + BYTES_IN, Math.max(0, bytesIn));
  if ((bits & RARE_ABORT) !== 0) add(sums, at + ABORTS, 1);
  if ((bits & RARE_ERROR) !== 0) add(sums, at + ERRORS, 1);
}

function rareShare(perUnit: Float64Array, bits: number, bytesIn: number): number {
  const received = bytesIn * (perUnit[BYTES_IN] ?? 0);
  const aborted = (bits & RARE_ABORT) === 0 ? 0 : (perUnit[ABORTS] ?? 0);
  return Math.max(received, aborted, (bits & RARE_ERROR) === 0 ? 0 : (perUnit[ERRORS] ?? 0));
}
