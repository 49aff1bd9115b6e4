import { type Block, blockOf, LINE_FEED } from '../../parsers/block-cursor.ts';
import type { CompiledFormat } from '../../parsers/index.ts';
import { type LayoutScanner, scannerOf } from '../../parsers/layout-scanner.ts';
import { AccessRecord } from '../../parsers/record.ts';
import { handOver, MAX_LINE_BYTES } from '../ingest/lines.ts';
import type { LogReader } from '../ingest/log-reader.ts';
import type { BatchBuilder } from './batch-builder.ts';
import { MAX_RECORDS } from './field-keys.ts';

/** Where lines are put: the reader counts them, its sink is the builder's for `source`. */
export interface ScanTarget {
  readonly reader: LogReader;
  readonly source: number;
}

/**
 * Scans blocks of whole lines of a log into a batch: regular lines at once, odd ones by way of the reader, with the same
 * result as if all went that way.
 */
export class LineScanner {
  readonly #layout: LayoutScanner | undefined;
  readonly #builder: BatchBuilder;
  /** Regular lines whose texts are to be named yet: the first `#pending`. */
  readonly #records: readonly AccessRecord[];
  #pending = 0;

  constructor(format: CompiledFormat, builder: BatchBuilder) {
    this.#layout = scannerOf(format.parser);
    this.#builder = builder;
    this.#records = Array.from({ length: MAX_RECORDS }, () => new AccessRecord());
  }

  /** Scans `bytes[start, end)`, of which the first stands in the (inflated) input at `baseOffset`; no line goes on behind it. */
  scan(
    bytes: Uint8Array,
    start: number,
    end: number,
    baseOffset: number,
    target: ScanTarget,
  ): void {
    const linesEnd = bytes.lastIndexOf(LINE_FEED, end - 1) + 1;
    const block = blockOf(bytes, Math.max(start, linesEnd));
    for (const record of this.#records) this.#layout?.open(block, record);
    const toOffset = baseOffset - start;
    let at = start;
    while (at < block.end) at = this.#line(block, at, toOffset, target);
    this.#nameTexts();
    handOverRest(bytes, at, end, at + toOffset, target.reader);
  }

  /** Takes the line at `at`; returns the offset behind it. */
  #line(block: Block, at: number, toOffset: number, { reader, source }: ScanTarget): number {
    const record = this.#records[this.#pending] as AccessRecord;
    const offset = at + toOffset;
    const next = this.#layout === undefined ? -1 : this.#layout.scan(block, at, record);
    const isRegular = next >= 0 && next - 1 - at <= MAX_LINE_BYTES;
    if (isRegular && reader.takeScanned(record.numbers, offset)) {
      if (this.#builder.addNumbers(record, reader.times.settled, source, offset))
        this.#pending += 1;
      if (this.#pending === MAX_RECORDS) this.#nameTexts();
      return next;
    }
    this.#nameTexts();
    const lineFeed = block.bytes.indexOf(LINE_FEED, at);
    handOver(reader.line, block.bytes, at, lineFeed, offset);
    return lineFeed + 1;
  }

  #nameTexts(): void {
    this.#builder.addTexts(this.#records, this.#pending);
    this.#pending = 0;
  }
}

/** A last line without its line feed; NUL bytes alone are none. */
function handOverRest(
  bytes: Uint8Array,
  start: number,
  end: number,
  offset: number,
  reader: LogReader,
): void {
  for (let at = start; at < end; at++) {
    if (bytes[at] === 0) continue;
    handOver(reader.line, bytes, start, end, offset);
    return;
  }
}
