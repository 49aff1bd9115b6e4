import { BlockClock } from './block-clock.ts';
import { type Block, isLiteralAt } from './block-cursor.ts';
import {
  takeClient,
  takeNumber,
  takeOther,
  takeQuoted,
  takeRange,
  takeRequest,
} from './block-field.ts';
import { LINE_FEED } from './byte-codes.ts';
import { CLF_TIME_WIDTH } from './clf-time.ts';
import type { LineParser } from './contract.ts';
import { settleStamps } from './layout-field.ts';
import { LayoutParser } from './layout-parser.ts';
import type { Program } from './layout-step.ts';
import { numberSlot } from './record.ts';
import { ScanStep } from './scan-step.ts';
import { CLF, CLIENT, NUMBER, QUOTED, RANGE, REQUEST } from './scan-way.ts';
import { ScannedLines } from './scanned-lines.ts';

const zoneSlot = numberSlot('zoneMinutes');

/**
 * The scanner for lines that `parser` reads; undefined where they are no plain sequence of fields, or their times have no
 * zone.
 */
export function scannerOf(parser: LineParser): LayoutScanner | undefined {
  if (!(parser instanceof LayoutParser)) return undefined;
  const { program } = parser;
  const literals = [program.prefix, ...program.steps.map(({ until }) => until)];
  // Lines are cut at line feeds before they are parsed: with one inside none fits.
  if (literals.some((literal) => literal.includes(LINE_FEED))) return undefined;
  if (program.stamps.some(({ isZoneless }) => isZoneless)) return undefined;
  return new LayoutScanner(program);
}

/**
 * Reads the regular lines of a block, as `LayoutParser` reads them but without knowing where they end: one pass over the
 * bytes. What is in any way odd is left to the parser.
 */
export class LayoutScanner {
  /** What it has read. */
  readonly lines: ScannedLines;
  readonly #prefix: Uint8Array;
  readonly #steps: readonly ScanStep[];
  readonly #stamps: Program['stamps'];
  readonly #clock = new BlockClock();
  readonly #zones: Float64Array;

  constructor({ prefix, steps, stamps, escaping }: Program) {
    this.lines = new ScannedLines(escaping);
    this.#prefix = prefix;
    this.#steps = steps.map((step) => new ScanStep(step, this.lines));
    this.#stamps = stamps;
    this.#zones = this.lines.numbers[zoneSlot] as Float64Array;
  }

  /**
   * Reads the line at `start` into the place behind those that it has read. Returns the offset behind its line feed; -1
   * where the line is odd: then it is not one of those.
   */
  scan(block: Block, start: number): number {
    const { bytes } = block;
    if (bytes[start] === 0 || !isLiteralAt(bytes, start, this.#prefix)) return -1;
    for (const { stamp } of this.#stamps) stamp.reset();
    let at = start + this.#prefix.length;
    const steps = this.#steps;
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i] as ScanStep;
      const stop = this.#field(step, block, at);
      if (stop < 0) return -1;
      at = stop + step.consumed;
    }
    if (bytes[at] !== LINE_FEED) return -1;
    const { lines } = this;
    if (this.#stamps.length > 0 && settleStamps(this.#stamps, lines) !== undefined) return -1;
    lines.lineStarts[lines.length] = start;
    lines.lineEnds[lines.length] = at;
    lines.length += 1;
    return at + 1;
  }

  #field(step: ScanStep, block: Block, at: number): number {
    const { lines } = this;
    switch (step.way) {
      case NUMBER:
        return takeNumber(step, block, at, lines);
      case RANGE:
        return takeRange(step, block, at, lines);
      case QUOTED:
        return takeQuoted(step, block, at, lines);
      case REQUEST:
        return takeRequest(step, block, at, lines);
      case CLF:
        return this.#takeTime(step, block, at);
      case CLIENT:
        return takeClient(step, block, at, lines);
      default:
        return takeOther(step, block, at, lines);
    }
  }

  #takeTime(step: ScanStep, block: Block, at: number): number {
    if (!this.#clock.take(block, at, step.numbers, this.#zones, this.lines.length)) return -1;
    const stop = at + CLF_TIME_WIDTH;
    return step.endsAt(block, stop) ? stop : -1;
  }
}
