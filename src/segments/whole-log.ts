import type { KeptLines } from '../ingest/kept-lines.ts';
import type { RecordSink } from '../ingest/log-reader.ts';
import { RequestBuilder } from '../request/from-record.ts';
import { appendRequest, NamedBatch } from '../rollup/append-request.ts';
import { defaultLimits } from '../rollup/limits.ts';
import { BatchRoller } from '../rollup/roll-batch.ts';
import { Rollup } from '../rollup/rollup.ts';
import { RungsAhead } from './rungs-ahead.ts';
import type { RequestSettings } from './segment-reader.ts';

/**
 * Rolls up a log that is read as a whole, one line after another, segment by segment as if it were read in segments. Of a
 * pipe it keeps lines.
 */
export class WholeLog {
  readonly rollup: Rollup = new Rollup();
  readonly kept: KeptLines | undefined;
  readonly #settings: RequestSettings;
  readonly #builder: RequestBuilder;
  readonly #batch = new NamedBatch();
  readonly #roller = new BatchRoller(defaultLimits);
  readonly #rungs = new RungsAhead(this.rollup.rung);

  constructor(settings: RequestSettings, kept: KeptLines | undefined) {
    this.#settings = settings;
    this.#builder = new RequestBuilder(settings.names);
    this.kept = kept;
  }

  /** Takes the records of the log, which is at the place `source` of the list of logs. */
  sinkFor(source: number): RecordSink {
    const { fromMs, toMs } = this.#settings;
    const { newNames } = this.#batch;
    const keyOf = (place: number, name: string): number => newNames[place]?.id(name) ?? 0;
    return (record, times, offset) => {
      if (times.endMs < fromMs || times.startMs > toMs) return;
      this.kept?.keep(record.lineBytes, record.lineStart, record.lineEnd, offset);
      appendRequest(this.#batch, this.#builder.build(record, { times, source, offset }), keyOf);
    };
  }

  /** Rolls up what came since the last time. */
  endSegment(): void {
    this.rollup.addRolled(this.#roller.roll(this.#batch, this.#rungs.next()));
    this.#rungs.note(this.rollup.rung);
    this.#batch.clear();
    if (this.kept?.isFull) this.kept.keepOnly(offsetsOfLargest(this.rollup));
  }
}

/** The lines that a report may show: all others it never will, whatever comes yet. */
function offsetsOfLargest(rollup: Rollup): ReadonlySet<number> {
  return new Set(
    rollup.slices().flatMap(({ summary: { largestByBytes, longest } }) => {
      return [...largestByBytes, ...longest].map(({ offset }) => offset);
    }),
  );
}
