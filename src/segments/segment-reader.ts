import { type CompiledFormat, compileFormat } from '../../parsers/compile-format.ts';
import { isMiss } from '../../parsers/contract.ts';
import { LogReader } from '../ingest/log-reader.ts';
import type { NameOptions } from '../request/request-names.ts';
import type { RollupLimits } from '../rollup/limits.ts';
import { LineRanges } from '../rollup/line-ranges.ts';
import { BatchRoller } from '../rollup/roll-batch.ts';
import { BatchBuilder } from '../scan/batch-builder.ts';
import { LineScanner } from '../scan/line-scanner.ts';
import { failureOf } from './failure.ts';
import { FileLines, type LineRange } from './file-lines.ts';
import type {
  BytesPiece,
  FilePiece,
  LogPart,
  ReadSegment,
  Segment,
  SegmentLog,
} from './segment.ts';

/** Which requests are rolled up, and how they are named; plain data. */
export interface RequestSettings {
  readonly names: NameOptions;
  /** Epoch milliseconds UTC: requests outside are left out. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly limits: RollupLimits;
}

interface ScannedFormat {
  readonly format: CompiledFormat;
  readonly scanner: LineScanner;
}

/** The reader of the piece before, and whose log it was. */
interface PieceBefore {
  readonly log: SegmentLog;
  readonly reader: LogReader;
}

/** Reads segments one by one and rolls their requests up, in any thread. */
export class SegmentReader {
  readonly #builder: BatchBuilder;
  readonly #roller: BatchRoller;
  readonly #files = new FileLines();
  readonly #formats = new Map<string, ScannedFormat>();

  constructor({ names, limits, ...span }: RequestSettings) {
    this.#builder = new BatchBuilder(names, span);
    this.#roller = new BatchRoller(limits);
  }

  /** `leastRung` is that of `BatchRoller.roll`. */
  read({ pieces, bytes }: Segment, leastRung: number): ReadSegment {
    this.#builder.begin();
    const parts: LogPart[] = [];
    let before: PieceBefore | undefined;
    for (const piece of pieces) {
      const { log } = piece;
      const { format, scanner } = this.#formatOf(log);
      const reader = this.#readerOf(log, format, before);
      const order = reader.times.settled.state;
      const outcome = this.#readPiece(piece, bytes, { scanner, reader });
      parts.push({ source: log.source, facts: reader.facts.part, order, ...outcome });
      before = { log, reader };
    }
    const { batch } = this.#builder;
    const ranges = new LineRanges();
    ranges.observeBatch(batch);
    return { rolled: this.#roller.roll(batch, leastRung), parts, spans: ranges.spans(), bytes };
  }

  #readPiece(
    piece: FilePiece | BytesPiece,
    bytes: Uint8Array | undefined,
    { scanner, reader }: { readonly scanner: LineScanner; readonly reader: LogReader },
  ): Pick<LogPart, 'isUnfit' | 'failure'> {
    try {
      const lines = 'fd' in piece ? this.#files.read(piece) : rangeOf(piece, bytes);
      if (lines === undefined) return { isUnfit: true };
      const { start, end, offset } = lines;
      scanner.scan(lines.bytes, start, end, offset, { reader, source: piece.log.source });
      reader.facts.tally.bytes += end - start;
      return {};
    } catch (error) {
      return { failure: failureOf(error) };
    }
  }

  #readerOf(log: SegmentLog, format: CompiledFormat, before: PieceBefore | undefined): LogReader {
    const goesOn =
      before?.log.set === log.set &&
      before.log.stamps === log.stamps &&
      before.log.format === log.format;
    const inSegment = { before: goesOn ? before.reader.times.settled : undefined };
    const settings = { format, stamps: log.stamps, inSegment };
    return new LogReader(log.name, settings, this.#builder.sinkFor(log.source));
  }

  #formatOf({ format }: SegmentLog): ScannedFormat {
    const known = this.#formats.get(format);
    if (known !== undefined) return known;
    const compiled = compileFormat(format);
    if (isMiss(compiled)) throw new Error(`format ${format}: ${compiled.reason}`);
    const scanned = { format: compiled, scanner: new LineScanner(compiled, this.#builder) };
    this.#formats.set(format, scanned);
    return scanned;
  }
}

function rangeOf({ start, end, offset }: BytesPiece, bytes: Uint8Array | undefined): LineRange {
  if (bytes === undefined) throw new Error('a segment lacks its bytes');
  return { bytes, start, end, offset };
}
