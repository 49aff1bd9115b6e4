import type { Escaping } from '../../parsers/contract.ts';
import { type AccessRecord, numberSlot } from '../../parsers/record.ts';
import type { RecordSink } from '../ingest/log-reader.ts';
import { durationClass, sizeClass } from '../request/classes.ts';
import { isAborted, type NameOptions } from '../request/request-names.ts';
import type { RequestTimes } from '../request/times.ts';
import { RANGE_END_MS, type TimeSpan } from '../rollup/grid.ts';
import { MAX_REQUEST_BYTES } from '../rollup/limits.ts';
import { ABORTED, FAILED, NO_BYTES, NO_KEY, RequestBatch, TIMED } from '../rollup/request-batch.ts';
import { BatchNames } from './batch-names.ts';
import { LineKeys } from './line-keys.ts';
import { placeOf } from './places.ts';

/** Names and texts that are remembered from batch to batch; beyond either they are forgotten between batches. */
export const MAX_KNOWN_TEXTS = 60_000;
export const MAX_KNOWN_BYTES: number = 8 * 1024 * 1024;

const status = numberSlot('status');
const bytesOut = numberSlot('bytesOut');
const bodyBytes = numberSlot('bodyBytes');
const bytesIn = numberSlot('bytesIn');

const ALWAYS: TimeSpan = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };

/** Turns records into the rows of a batch: times and amounts as numbers, names as keys. */
export class BatchBuilder {
  readonly #span: TimeSpan;
  readonly batch: RequestBatch;
  readonly #names: BatchNames;
  readonly #byEscaping = new Map<Escaping, LineKeys>();
  readonly #one: AccessRecord[] = [];
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(this.#bytes.buffer);

  /** Requests outside the span are left out. */
  constructor(options: NameOptions = {}, span: TimeSpan = ALWAYS) {
    this.#span = span;
    this.#names = new BatchNames(options);
    this.batch = new RequestBatch(this.#names.all);
  }

  /** Empties the batch. False where keys that were given out so far mean something else from now on. */
  begin(): boolean {
    this.batch.clear();
    const texts = [...this.#byEscaping.values()].flatMap(({ fields }) => fields);
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
    this.#one[0] = record;
    const isTaken = this.addNumbers(record, times, source, offset);
    if (isTaken) this.addTexts(this.#one, 1);
    return isTaken;
  }

  /**
   * Adds a request by its numbers alone; `addTexts` is to follow, for several together. False where it is left
   * out; where its time is out of range, it is counted.
   */
  addNumbers(record: AccessRecord, times: RequestTimes, source: number, offset: number): boolean {
    const { batch } = this;
    const { startMs, endMs, durationKnown } = times;
    if (endMs < this.#span.fromMs || startMs > this.#span.toMs) return false;
    if (!(startMs >= 0 && endMs >= 0 && startMs < RANGE_END_MS && endMs < RANGE_END_MS)) {
      batch.outOfRange += 1;
      return false;
    }
    if (batch.length === batch.capacity) batch.grow();
    const row = batch.length++;
    const endUs = Math.min(Math.round(endMs * 1000), RANGE_END_MS * 1000 - 1);
    batch.endUs[row] = endUs;
    batch.startUs[row] = Math.min(Math.round(startMs * 1000), endUs);
    batch.sources[row] = source;
    batch.offsets[row] = offset;
    batch.flags[row] = (durationKnown ? TIMED : 0) | this.#addAmounts(record, row);
    this.#column(placeOf.duration)[row] = durationKnown
      ? this.#names.duration.keyOf(durationClass(endMs - startMs))
      : NO_KEY;
    return true;
  }

  /** Adds what the texts of the last `count` requests tell, which are those of the records. */
  addTexts(records: readonly AccessRecord[], count: number): void {
    const [first] = records;
    if (first === undefined || count === 0) return;
    if (first.bytes !== this.#bytes) {
      const { bytes } = first;
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    this.#keysFor(first.escaping).fill(this.batch, records, count, this.#view);
  }

  /** Returns the flags that the numbers tell. */
  #addAmounts({ numbers }: AccessRecord, row: number): number {
    const { batch } = this;
    const sent = numbers[bytesOut] ?? Number.NaN;
    const out = Number.isNaN(sent) ? (numbers[bodyBytes] ?? Number.NaN) : sent;
    batch.bytesOut[row] = byteCount(out);
    batch.bytesIn[row] = byteCount(numbers[bytesIn] ?? Number.NaN);
    this.#column(placeOf.size)[row] = Number.isNaN(out)
      ? NO_KEY
      : this.#names.size.keyOf(sizeClass(out));
    const code = numbers[status] ?? Number.NaN;
    const isLogged = !Number.isNaN(code);
    this.#column(placeOf.status)[row] = isLogged ? this.#names.statusKey(code) : NO_KEY;
    return (isLogged && isAborted(code) ? ABORTED : 0) | (code >= 500 ? FAILED : 0);
  }

  #column(place: number): Int32Array {
    return this.batch.keys[place] as Int32Array;
  }

  #keysFor(escaping: Escaping): LineKeys {
    const known = this.#byEscaping.get(escaping);
    if (known !== undefined) return known;
    const keys = new LineKeys(this.#names);
    this.#byEscaping.set(escaping, keys);
    return keys;
  }
}

/** The column's number for a count, which may be absent as NaN. */
function byteCount(bytes: number): number {
  return bytes >= 0 && bytes <= MAX_REQUEST_BYTES ? Math.round(bytes) : NO_BYTES;
}
