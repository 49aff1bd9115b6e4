import { BlockClock } from './block-clock.ts';
import { type Block, isLiteralAt, LINE_FEED } from './block-cursor.ts';
import { takeNumber, takeOther, takeQuoted, takeRange, takeRequest } from './block-field.ts';
import { CLF_TIME_WIDTH } from './clf-time.ts';
import type { LineParser } from './contract.ts';
import { settleStamps } from './layout-field.ts';
import { LayoutParser } from './layout-parser.ts';
import type { Program } from './layout-step.ts';
import { type AccessRecord, numberSlot } from './record.ts';
import { ScanStep, ways } from './scan-step.ts';

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
  readonly #prefix: Uint8Array;
  readonly #steps: readonly ScanStep[];
  readonly #stamps: Program['stamps'];
  readonly #escaping: Program['escaping'];
  readonly #clock = new BlockClock();

  constructor({ prefix, steps, stamps, escaping }: Program) {
    this.#prefix = prefix;
    this.#steps = steps.map((step) => new ScanStep(step));
    this.#stamps = stamps;
    this.#escaping = escaping;
  }

  /** Makes a record ready for lines of a block. */
  open({ bytes, end }: Block, record: AccessRecord): void {
    record.reset(bytes, 0, end, this.#escaping);
  }

  /**
   * Reads the line at `start` into a record that was opened for the block, but for its `lineStart` and `lineEnd`. Returns
   * the offset behind its line feed; -1 where the line is odd: then the record holds nothing of use.
   */
  scan(block: Block, start: number, record: AccessRecord): number {
    const { bytes } = block;
    if (bytes[start] === 0 || !isLiteralAt(bytes, start, this.#prefix)) return -1;
    for (const { stamp } of this.#stamps) stamp.reset();
    let at = start + this.#prefix.length;
    const steps = this.#steps;
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i] as ScanStep;
      const stop = this.#field(step, block, at, record);
      if (stop < 0) return -1;
      at = stop + step.consumed;
    }
    if (bytes[at] !== LINE_FEED) return -1;
    if (this.#stamps.length > 0 && settleStamps(this.#stamps, record) !== undefined) return -1;
    return at + 1;
  }

  #field(step: ScanStep, block: Block, at: number, record: AccessRecord): number {
    switch (step.way) {
      case ways.number:
        return takeNumber(step, block, at, record);
      case ways.range:
        return takeRange(step, block, at, record);
      case ways.quoted:
        return takeQuoted(step, block, at, record);
      case ways.request:
        return takeRequest(step, block, at, record);
      case ways.clf:
        return this.#takeTime(step, block, at, record);
      default:
        return takeOther(step, block, at, record);
    }
  }

  #takeTime(step: ScanStep, block: Block, at: number, { numbers }: AccessRecord): number {
    const epochMs = this.#clock.read(block, at);
    if (Number.isNaN(epochMs)) return -1;
    if (step.slot >= 0) numbers[step.slot] = epochMs;
    numbers[zoneSlot] = this.#clock.zoneMinutes;
    const stop = at + CLF_TIME_WIDTH;
    return step.endsAt(block.bytes, stop) ? stop : -1;
  }
}
