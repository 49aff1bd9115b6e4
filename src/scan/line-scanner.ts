import { type Block, blockOf } from '../../parsers/block-cursor.ts';
import { LINE_FEED } from '../../parsers/byte-codes.ts';
import type { CompiledFormat } from '../../parsers/index.ts';
import { type LayoutScanner, scannerOf } from '../../parsers/layout-scanner.ts';
import { MAX_LINES, type ScannedLines } from '../../parsers/scanned-lines.ts';
import type { KeptLines } from '../ingest/kept-lines.ts';
import { handOver, handOverLines, MAX_LINE_BYTES } from '../ingest/lines.ts';
import type { LogReader } from '../ingest/log-reader.ts';
import { SettledTimes } from '../request/settled-times.ts';
import type { BatchBuilder } from './batch-builder.ts';

/** Where lines are put: the reader counts them, its sink is the builder's for `source`. */
export interface ScanTarget {
  readonly reader: LogReader;
  readonly source: number;
  /** Keeps the regular lines that are taken, of a log that cannot be read again. */
  readonly kept?: KeptLines | undefined;
}

/** With where the first byte of what is scanned stands in the input. */
type PlacedTarget = ScanTarget & { readonly toOffset: number };

/**
 * Scans blocks of whole lines of a log into a batch: regular lines at once, odd ones by way of the reader, with the same
 * result as if all went that way.
 */
export class LineScanner {
  readonly #layout: LayoutScanner | undefined;
  readonly #builder: BatchBuilder;
  readonly #times = new SettledTimes();

  /** Without a format all lines are odd. */
  constructor(format: CompiledFormat | undefined, builder: BatchBuilder) {
    this.#layout = format === undefined ? undefined : scannerOf(format.parser);
    this.#builder = builder;
  }

  /** Scans `bytes[start, end)`, of which the first stands in the (inflated) input at `baseOffset`; no line goes on behind it. */
  scan(
    bytes: Uint8Array,
    start: number,
    end: number,
    baseOffset: number,
    target: ScanTarget,
  ): void {
    const { line } = target.reader;
    const toOffset = baseOffset - start;
    const linesEnd = Math.max(start, bytes.lastIndexOf(LINE_FEED, end - 1) + 1);
    let at = start;
    if (this.#layout !== undefined) {
      const block = blockOf(bytes, start, linesEnd);
      this.#layout.lines.open(block.bytes, block.view);
      const { reader, source, kept } = target;
      at = this.#regularLines(this.#layout, block, start, { reader, source, kept, toOffset });
    }
    handOverLines(line, bytes, at, linesEnd, at + toOffset);
    handOverRest(bytes, linesEnd, end, linesEnd + toOffset, target.reader);
  }

  /** Takes the lines of a block from `start` on, and odd ones between them; returns where they end. */
  #regularLines(layout: LayoutScanner, block: Block, start: number, target: PlacedTarget): number {
    const { bytes } = block;
    const { reader, toOffset } = target;
    const { lines } = layout;
    let at = start;
    while (at < block.end) {
      const next = layout.scan(block, at);
      if (next >= 0 && next - 1 - at <= MAX_LINE_BYTES) {
        if (lines.length === MAX_LINES) this.#add(lines, target);
        at = next;
        continue;
      }
      if (next >= 0) lines.length -= 1;
      this.#add(lines, target);
      const lineFeed = bytes.indexOf(LINE_FEED, at);
      handOver(reader.line, bytes, at, lineFeed, at + toOffset);
      at = lineFeed + 1;
    }
    this.#add(lines, target);
    return at;
  }

  /** Adds the lines in hand to the batch, and lets the reader have those that it wants to see first. */
  #add(lines: ScannedLines, target: PlacedTarget): void {
    const { reader, toOffset } = target;
    const to = lines.length;
    for (let from = 0; from < to; ) {
      const taken = reader.takeScanned(lines, { from, to, toOffset }, this.#times);
      this.#builder.addRun({ lines, from, to: taken }, this.#times, target);
      from = taken;
      if (from === to) break;
      const start = lines.lineStarts[from] ?? 0;
      handOver(reader.line, lines.bytes, start, lines.lineEnds[from] ?? start, start + toOffset);
      from += 1;
    }
    lines.length = 0;
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
