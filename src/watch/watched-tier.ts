import type { CompiledFormat } from '../../parsers/index.ts';
import type { RecordSink } from '../ingest/log-reader.ts';
import type { Rollup } from '../rollup/rollup.ts';
import { BatchBuilder } from '../scan/batch-builder.ts';
import { LineScanner } from '../scan/line-scanner.ts';
import type { RequestSettings } from '../segments/segment-reader.ts';
import { RollupWindow } from './rollup-window.ts';

/** The logs of one server on one host, rolled up together on a window of time. */
export class WatchedTier {
  readonly host: string | undefined;
  readonly #maxBatch: number;
  readonly #window: RollupWindow;
  readonly #builder: BatchBuilder;
  readonly #scanners = new Map<CompiledFormat, LineScanner>();

  constructor(host: string | undefined, windowMs: number, settings: RequestSettings) {
    const { names, limits, ...span } = settings;
    this.host = host;
    this.#window = new RollupWindow(limits, windowMs);
    this.#maxBatch = limits.maxBatch;
    this.#builder = new BatchBuilder(names, span);
  }

  /** Adds a request of the log at the place `source`; false where it is left out. */
  add(source: number, ...[record, times, offset]: Parameters<RecordSink>): boolean {
    return this.#builder.add(record, times, source, offset);
  }

  /** Scans lines of this format into the tier. */
  scannerFor(format: CompiledFormat): LineScanner {
    const known = this.#scanners.get(format);
    if (known !== undefined) return known;
    const scanner = new LineScanner(format, this.#builder);
    this.#scanners.set(format, scanner);
    return scanner;
  }

  /** Whether so much came that it should be rolled up before the segment ends: of many logs at once. */
  get isFull(): boolean {
    return this.#builder.batch.length >= this.#maxBatch;
  }

  /** The offsets of the lines that a report may show. */
  get offsetsOfLargest(): ReadonlySet<number> {
    return this.#window.offsetsOfLargest;
  }

  /** Rolls up what came since the last time. */
  endSegment(): void {
    this.#window.addSegment(this.#builder.batch);
    this.#builder.begin();
  }

  /** Begins another pane of the window at a time, epoch milliseconds. */
  beginPane(beginMs: number, keepsPast: boolean): void {
    this.#window.beginPane(beginMs, this.#builder.batch, keepsPast);
  }

  /**
   * All that the window holds, with what is not rolled up yet, apart from it: taking it changes nothing of what will be
   * told in the end.
   */
  snapshot(): Rollup {
    return this.#window.snapshot(this.#builder.batch);
  }

  /** All that came, where that was kept; else all that the window holds. Nothing comes behind it. */
  end(isWhole: boolean): Rollup {
    this.endSegment();
    return this.#window.end(isWhole);
  }
}
