import { LogReader } from '../ingest/log-reader.ts';
import type { ReadLog } from '../ingest/read-logs.ts';
import { type NameOptions, RequestBuilder } from '../request/from-record.ts';
import { appendRequest, NamedBatch } from '../rollup/append-request.ts';
import { ClientIds } from './client-ids.ts';
import type { IncidentCount } from './incident-count.ts';
import { eachLine, type LineBlock, lineBlocks } from './line-blocks.ts';
import type { Piece } from './pieces.ts';
import type { RereadFile } from './reread-file.ts';

/** How lines become requests: as they did when they were read first. */
export interface LineMeaning {
  readonly names: NameOptions;
  /** Of times that are written without one. */
  readonly zone: string | undefined;
}

/** Counts the lines of pieces of logs that were read before. */
export class LineCounter {
  readonly #zone: string | undefined;
  readonly #builder: RequestBuilder;
  readonly #batch = new NamedBatch();
  readonly #clients = new ClientIds();

  constructor({ names, zone }: LineMeaning) {
    this.#zone = zone;
    this.#builder = new RequestBuilder(names);
  }

  /** Gives the requests of pieces of the log at place `source` to each count. Rejects where they cannot be read. */
  async count(
    log: ReadLog,
    file: RereadFile,
    pieces: readonly Piece[],
    { source, counts }: { readonly source: number; readonly counts: readonly IncidentCount[] },
  ): Promise<void> {
    for (const { from, to, order } of pieces) {
      const reader = this.#reader(log, source, order);
      for await (const block of lineBlocks(file.bytes(from, to), from)) {
        eachLine(block, reader.line);
        this.#giveTo(counts, block);
      }
      if (order !== undefined) continue;
      // A log that is read to its end may have held lines back, which come now.
      reader.end();
      this.#giveTo(counts, { bytes: new Uint8Array(0), offset: to });
    }
  }

  #giveTo(counts: readonly IncidentCount[], block: LineBlock): void {
    const batch = this.#batch;
    this.#clients.begin(batch);
    for (const count of counts) count.add(batch, block, this.#clients);
    batch.clear();
  }

  #reader(log: ReadLog, source: number, order: Piece['order']): LogReader {
    const batch = this.#batch;
    const { format, times } = log.reader;
    const settings = {
      format,
      zone: this.#zone,
      stamps: times.stamps,
      modifiedMs: log.identity?.modifiedMs,
      resumeFrom: order,
    };
    return new LogReader(log.path, settings, (record, lineTimes, offset) => {
      const line = { times: lineTimes, source, offset };
      appendRequest(batch, this.#builder.build(record, line), (place, name) => {
        return batch.newNames[place]?.id(name) ?? 0;
      });
    });
  }
}
