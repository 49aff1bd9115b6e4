import { LogReader } from '../ingest/log-reader.ts';
import type { NameOptions } from '../request/request-names.ts';
import type { ByteRange } from '../rollup/line-ranges.ts';
import type { RequestBatch } from '../rollup/request-batch.ts';
import { BatchBuilder } from '../scan/batch-builder.ts';
import { LineScanner } from '../scan/line-scanner.ts';
import type { RolledLog } from '../segments/read-tiers.ts';
import { ClientIds } from './client-ids.ts';
import { lineBlocks } from './line-blocks.ts';
import type { RereadFile } from './reread-file.ts';
import { isResumable } from './resumable.ts';
import type { LinesAtHand } from './slice-count.ts';

/** How lines become requests: as they did when they were read first. */
export interface LineMeaning {
  readonly names: NameOptions;
  /** Of times that are written without one. */
  readonly zone: string | undefined;
}

/** Takes requests whose lines, but for those held back before, stand in a block; `clients` are those of the batch. */
export interface RequestCount {
  add(batch: RequestBatch, lines: LinesAtHand, clients: ClientIds): void;
}

/** Counts the lines of parts of logs that were read before. */
export class LineCounter {
  readonly #zone: string | undefined;
  readonly #builder: BatchBuilder;
  readonly #clients = new ClientIds();
  /** Whether keys mean what they did when clients were asked for last. */
  #isSameKeys = false;

  constructor({ names, zone }: LineMeaning) {
    this.#zone = zone;
    this.#builder = new BatchBuilder(names);
  }

  /**
   * Gives the requests of the log at place `source` whose lines begin in the ranges to each count. The ranges are ascending
   * and apart, each from the beginning of a segment to that of a line; where the log is not resumable, one is all. Rejects where they
   * cannot be read.
   */
  async count(
    log: RolledLog,
    file: RereadFile,
    ranges: readonly ByteRange[],
    { source, counts }: { readonly source: number; readonly counts: readonly RequestCount[] },
  ): Promise<void> {
    const { format } = log.facts;
    if (format === undefined) return;
    const { parser } = format;
    const scanner = new LineScanner(format, this.#builder);
    for (const { from, to } of ranges) {
      const target = { reader: this.#reader(log, source), source };
      for await (const block of lineBlocks(file.bytes(Math.max(0, from - 1), to), from)) {
        this.#begin();
        scanner.scan(block.bytes, 0, block.bytes.length, block.offset, target);
        this.#giveTo(counts, { block, parser });
      }
      this.#begin();
      target.reader.flush();
      this.#giveTo(counts, { block: { bytes: new Uint8Array(0), offset: to }, parser });
    }
  }

  #begin(): void {
    if (!this.#builder.begin()) this.#isSameKeys = false;
  }

  #giveTo(counts: readonly RequestCount[], lines: LinesAtHand): void {
    const { batch } = this.#builder;
    if (batch.length === 0) return;
    this.#clients.begin(batch, { isSameKeys: this.#isSameKeys });
    this.#isSameKeys = true;
    for (const count of counts) count.add(batch, lines, this.#clients);
  }

  #reader({ path, facts, identity, start }: RolledLog, source: number): LogReader {
    const settings = {
      format: facts.format,
      zone: this.#zone,
      stamps: facts.times.stamps,
      modifiedMs: identity?.modifiedMs,
      start,
      isSteady: isResumable(facts, this.#zone),
    };
    return new LogReader(path, settings, this.#builder.sinkFor(source));
  }
}
