import type { KeptLines } from '../ingest/kept-lines.ts';
import type { BlockSink } from '../ingest/lines.ts';
import type { LogReader, RecordSink } from '../ingest/log-reader.ts';
import { LineRanges } from '../rollup/line-ranges.ts';
import { BatchRoller } from '../rollup/roll-batch.ts';
import { Rollup } from '../rollup/rollup.ts';
import { BatchBuilder } from '../scan/batch-builder.ts';
import { LineScanner } from '../scan/line-scanner.ts';
import { RungsAhead } from './rungs-ahead.ts';
import type { RequestSettings } from './segment-reader.ts';

/**
 * Rolls up a log that is read as a whole, one line after another, segment by segment as if it were read in segments. Of a
 * pipe it keeps lines.
 */
export class WholeLog {
  readonly rollup: Rollup;
  readonly lineRanges: LineRanges = new LineRanges();
  readonly kept: KeptLines | undefined;
  readonly #builder: BatchBuilder;
  readonly #roller: BatchRoller;
  readonly #rungs: RungsAhead;

  constructor({ names, limits, ...span }: RequestSettings, kept: KeptLines | undefined) {
    this.rollup = new Rollup(limits);
    this.#roller = new BatchRoller(limits);
    this.#rungs = new RungsAhead(this.rollup.rung);
    this.#builder = new BatchBuilder(names, span);
    this.kept = kept;
  }

  /** Takes the records of the log, which is at the place `source` of the list of logs. */
  sinkFor(source: number): RecordSink {
    return (record, times, offset) => {
      if (!this.#builder.add(record, times, source, offset)) return;
      this.kept?.keep(record.lineBytes, record.lineStart, record.lineEnd, offset);
    };
  }

  /** Takes the lines of the log that the reader reads: they are scanned as soon as it knows the format. */
  blocksFor(source: number, reader: LogReader): BlockSink {
    const target = { reader, source, kept: this.kept };
    let known = reader.facts.format;
    let scanner = new LineScanner(known, this.#builder);
    return (bytes, start, end, offset) => {
      const { format } = reader.facts;
      if (format !== known) {
        known = format;
        scanner = new LineScanner(format, this.#builder);
      }
      scanner.scan(bytes, start, end, offset, target);
    };
  }

  /** Rolls up what came since the last time. */
  endSegment(): void {
    const { batch } = this.#builder;
    this.lineRanges.observeBatch(batch);
    this.rollup.addRolled(this.#roller.roll(batch, this.#rungs.next()));
    this.#rungs.note(this.rollup.rung);
    this.#builder.begin();
    // No report will show another line, whatever comes yet.
    if (this.kept?.isFull) this.kept.keepOnly(this.rollup.offsetsOfLargest());
  }
}
