import type { CompiledFormat } from '../../parsers/index.ts';
import type { RecordSink } from '../ingest/log-reader.ts';
import { BatchRoller } from '../rollup/roll-batch.ts';
import { Rollup } from '../rollup/rollup.ts';
import { BatchBuilder } from '../scan/batch-builder.ts';
import { LineScanner } from '../scan/line-scanner.ts';
import type { RequestSettings } from '../segments/segment-reader.ts';
import { RollupWindow } from './rollup-window.ts';

/** The logs of one server on one host, rolled up together on a window of time. */
export class WatchedTier {
  readonly host: string | undefined;
  readonly window: RollupWindow;
  readonly #settings: RequestSettings;
  readonly #builder: BatchBuilder;
  readonly #roller: BatchRoller;
  readonly #scanners = new Map<CompiledFormat, LineScanner>();

  constructor(host: string | undefined, windowMs: number, settings: RequestSettings) {
    const { names, limits, ...span } = settings;
    this.host = host;
    this.window = new RollupWindow(limits, windowMs);
    this.#settings = settings;
    this.#builder = new BatchBuilder(names, span);
    this.#roller = new BatchRoller(limits);
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
    return this.#builder.batch.length >= this.#settings.limits.maxBatch;
  }

  /** Rolls up what came since the last time. */
  endSegment(): void {
    const { batch } = this.#builder;
    this.window.add(this.#roller.roll(batch, this.window.nextRung()));
    this.#builder.begin();
  }

  /**
   * All that the window holds, with what is not rolled up yet, apart from it: taking it changes nothing of what will be
   * told in the end.
   */
  snapshot(): Rollup {
    const copy = new Rollup(this.#settings.limits);
    for (const rollup of this.window.rollups) copy.merge(rollup);
    const { batch } = this.#builder;
    if (batch.length > 0) copy.addRolled(this.#roller.roll(batch, copy.rung));
    return copy;
  }
}
