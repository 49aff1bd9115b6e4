import type { Escaping } from '../../parsers/contract.ts';
import { type AccessRecord, numberSlot } from '../../parsers/record.ts';
import { ScannedLines } from '../../parsers/scanned-lines.ts';
import type { KeptLines } from '../ingest/kept-lines.ts';
import type { RecordSink } from '../ingest/log-reader.ts';
import { isAborted, type NameOptions } from '../request/request-names.ts';
import { SettledTimes } from '../request/settled-times.ts';
import type { RequestTimes } from '../request/times.ts';
import { RANGE_END_MS, type TimeSpan } from '../rollup/grid.ts';
import { MAX_REQUEST_BYTES } from '../rollup/limits.ts';
import { ABORTED, FAILED, NO_BYTES, NO_KEY, RequestBatch, TIMED } from '../rollup/request-batch.ts';
import { BatchNames } from './batch-names.ts';
import { LineKeys } from './line-keys.ts';
import type { LineRun } from './line-run.ts';
import { placeOf } from './places.ts';

/** Names and texts that are remembered from batch to batch; beyond either they are forgotten between batches. */
export const MAX_KNOWN_TEXTS = 60_000;
export const MAX_KNOWN_BYTES: number = 8 * 1024 * 1024;

const status = numberSlot('status');
const bytesOut = numberSlot('bytesOut');
const bodyBytes = numberSlot('bodyBytes');
const bytesIn = numberSlot('bytesIn');

const ALWAYS: TimeSpan = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };

/** The input that lines are of, and where the first byte of what they stand in is in it. */
export interface LineSource {
  readonly source: number;
  readonly toOffset: number;
  /** Keeps the lines that are taken. */
  readonly kept?: KeptLines | undefined;
}

/** What lines of one escaping need: names of their texts, and a place for one line. */
interface Escaped {
  readonly keys: LineKeys;
  readonly one: ScannedLines;
}

/** Turns lines into the rows of a batch: times and amounts as numbers, names as keys. */
export class BatchBuilder {
  readonly #span: TimeSpan;
  readonly batch: RequestBatch;
  readonly #names: BatchNames;
  readonly #byEscaping = new Map<Escaping, Escaped>();
  readonly #oneTimes = new SettledTimes();

  /** Requests outside the span are left out. */
  constructor(options: NameOptions = {}, span: TimeSpan = ALWAYS) {
    this.#span = span;
    this.#names = new BatchNames(options);
    this.batch = new RequestBatch(this.#names.all);
  }

  /** Empties the batch. False where keys that were given out so far mean something else from now on. */
  begin(): boolean {
    this.batch.clear();
    const texts = [...this.#byEscaping.values()].flatMap(({ keys }) => keys.fields);
    const isFull =
      this.#names.all.some(({ size }) => size > MAX_KNOWN_TEXTS) ||
      texts.some(({ size, bytes }) => size > MAX_KNOWN_TEXTS || bytes > MAX_KNOWN_BYTES);
    if (!isFull) return true;
    this.#names.clear();
    for (const one of texts) one.clear();
    return false;
  }

  /** A sink whose records become rows of the batch, as requests of the input `source`. */
  sinkFor(source: number): RecordSink {
    return (record, times, offset) => {
      this.add(record, times, source, offset);
    };
  }

  /** Adds the request of a record; false where it is left out. */
  add(record: AccessRecord, times: RequestTimes, source: number, offset: number): boolean {
    const lines = this.#for(record.escaping).one;
    const before = this.batch.length;
    lines.takeOnly(record);
    this.#oneTimes.put(0, times);
    const run = { lines, from: 0, to: lines.length };
    this.addRun(run, this.#oneTimes, { source, toOffset: offset - record.lineStart });
    return this.batch.length > before;
  }

  /** Adds the requests of a run of lines, but for those outside the span; such as are out of range are counted. */
  addRun({ lines, from, to }: LineRun, times: SettledTimes, source: LineSource): void {
    let first = from;
    for (let line = from; line < to; line++) {
      if (this.#isTaken(times, line)) continue;
      this.#addRows({ lines, from: first, to: line }, times, source);
      first = line + 1;
    }
    this.#addRows({ lines, from: first, to }, times, source);
  }

  #isTaken(times: SettledTimes, line: number): boolean {
    const startMs = times.startMs[line] ?? Number.NaN;
    const endMs = times.endMs[line] ?? Number.NaN;
    if (endMs < this.#span.fromMs || startMs > this.#span.toMs) return false;
    const isInRange = startMs >= 0 && endMs >= 0 && startMs < RANGE_END_MS && endMs < RANGE_END_MS;
    if (!isInRange) this.batch.outOfRange += 1;
    return isInRange;
  }

  #addRows(run: LineRun, times: SettledTimes, { source, toOffset, kept }: LineSource): void {
    const { lines, from, to } = run;
    if (from === to) return;
    const { batch } = this;
    const row = batch.length;
    if (row + to - from > batch.capacity) batch.grow();
    batch.length += to - from;
    batch.sources.fill(source, row, batch.length);
    const { offsets } = batch;
    for (let line = from; line < to; line++) {
      offsets[row + line - from] = (lines.lineStarts[line] ?? 0) + toOffset;
    }
    this.#addTimes(row, run, times);
    this.#addBytes(row, run);
    this.#addStatuses(row, run);
    this.#for(lines.escaping).keys.fill(batch, run);
    if (kept !== undefined) keepAll(kept, run, toOffset);
  }

  #addTimes(row: number, { from, to }: LineRun, times: SettledTimes): void {
    const { startUs, endUs, flags } = this.batch;
    const { durationClass } = this.#names;
    const classes = this.#column(placeOf.duration);
    for (let line = from; line < to; line++) {
      const at = row + line - from;
      const startMs = times.startMs[line] ?? 0;
      const endMs = times.endMs[line] ?? 0;
      const lastUs = Math.min(Math.round(endMs * 1000), RANGE_END_MS * 1000 - 1);
      endUs[at] = lastUs;
      startUs[at] = Math.min(Math.round(startMs * 1000), lastUs);
      const isTimed = times.durationKnown[line] === 1;
      flags[at] = isTimed ? TIMED : 0;
      classes[at] = isTimed ? durationClass.keyOf(endMs - startMs) : NO_KEY;
    }
  }

  #addBytes(row: number, { lines, from, to }: LineRun): void {
    const { batch } = this;
    const { sizeClass } = this.#names;
    const sent = lines.numbers[bytesOut] as Float64Array;
    const bodies = lines.numbers[bodyBytes] as Float64Array;
    const received = lines.numbers[bytesIn] as Float64Array;
    const classes = this.#column(placeOf.size);
    for (let line = from; line < to; line++) {
      const at = row + line - from;
      const all = sent[line] ?? Number.NaN;
      const out = Number.isNaN(all) ? (bodies[line] ?? Number.NaN) : all;
      batch.bytesOut[at] = byteCount(out);
      batch.bytesIn[at] = byteCount(received[line] ?? Number.NaN);
      classes[at] = Number.isNaN(out) ? NO_KEY : sizeClass.keyOf(out);
    }
  }

  #addStatuses(row: number, { lines, from, to }: LineRun): void {
    const { flags } = this.batch;
    const codes = lines.numbers[status] as Float64Array;
    const keys = this.#column(placeOf.status);
    for (let line = from; line < to; line++) {
      const at = row + line - from;
      const code = codes[line] ?? Number.NaN;
      const isLogged = !Number.isNaN(code);
      keys[at] = isLogged ? this.#names.statusKey(code) : NO_KEY;
      if (isLogged) flags[at] = (flags[at] ?? 0) | (fates[code] ?? fateOf(code));
    }
  }

  #column(place: number): Int32Array {
    return this.batch.keys[place] as Int32Array;
  }

  #for(escaping: Escaping): Escaped {
    const known = this.#byEscaping.get(escaping);
    if (known !== undefined) return known;
    const escaped = { keys: new LineKeys(this.#names), one: new ScannedLines(escaping) };
    this.#byEscaping.set(escaping, escaped);
    return escaped;
  }
}

/** By status: the flags that it tells. */
const fates = Uint8Array.from({ length: 1000 }, (_, code) => fateOf(code));

function fateOf(code: number): number {
  return (isAborted(code) ? ABORTED : 0) | (code >= 500 ? FAILED : 0);
}

/** The column's number for a count, which may be absent as NaN. */
function byteCount(bytes: number): number {
  return bytes >= 0 && bytes <= MAX_REQUEST_BYTES ? Math.round(bytes) : NO_BYTES;
}

function keepAll(kept: KeptLines, { lines, from, to }: LineRun, toOffset: number): void {
  for (let line = from; line < to; line++) {
    const start = lines.lineStarts[line] ?? 0;
    kept.keep(lines.bytes, start, lines.lineEnds[line] ?? start, start + toOffset);
  }
}
