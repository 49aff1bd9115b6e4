import type { Block } from './block-cursor.ts';
import { LINE_FEED } from './byte-codes.ts';
import { actions, ends, type Step } from './layout-step.ts';
import { textSlot } from './record.ts';
import { requestSlots } from './request-line.ts';
import { CLF, CLIENT, NUMBER, OTHER, QUOTED, RANGE, REQUEST, type ScanWay } from './scan-way.ts';
import { type ScannedLines, TextColumn } from './scanned-lines.ts';

/** With a literal that begins with one of these, a number's end is not where its digits end. */
const NUMBER_BYTES: Uint8Array = new TextEncoder().encode('0123456789.-');

const WORD_BYTES = 4;
const clientSlot = textSlot('client');
const targetSlot = textSlot('target');

/** A step with the way it is scanned: all are objects of one shape, which are quicker to read than others. */
export class ScanStep {
  readonly way: ScanWay;
  readonly step: Step;
  /** Where its numbers or texts are put, which may be where nobody looks. */
  readonly numbers: Float64Array;
  readonly text: TextColumn;
  /** Of the record's numbers or texts; -1 for none. */
  readonly slot: number;
  readonly until: Uint8Array;
  /** The first byte of what must stand behind the field: of the literal, or the line feed. */
  readonly first: number;
  readonly consumed: number;
  /** The scale of a number. */
  readonly times: number;
  readonly over: number;
  readonly decimals: boolean;
  /** The first bytes of what must stand behind the field, and the bits of a word that these are. */
  readonly #word: number;
  readonly #mask: number;
  readonly #isLong: boolean;

  constructor(step: Step, lines: ScannedLines) {
    this.way = wayOf(step);
    this.step = step;
    this.slot = step.slot;
    this.numbers = lines.numbers[step.slot] ?? new Float64Array(lines.lineStarts.length);
    this.text = (isText(step) ? lines.texts[step.slot] : undefined) ?? new TextColumn();
    this.until = step.until;
    this.first = step.until[0] ?? LINE_FEED;
    this.consumed = step.consumed;
    this.times = step.scale.times;
    this.over = step.scale.over;
    this.decimals = step.scale.decimals === true;
    this.#announce(lines);
    const head = step.until.length === 0 ? Uint8Array.of(LINE_FEED) : step.until;
    this.#word = wordOf(head);
    this.#mask = wordOf(head.map(() => 0xff));
    this.#isLong = head.length > WORD_BYTES;
  }

  /** Tells the lines what this step will put into them. */
  #announce(lines: ScannedLines): void {
    const { way, step } = this;
    if (isText(step) && step.slot === clientSlot) {
      lines.hasAddresses = way === CLIENT && !this.text.isFilled;
    }
    if (step.action === actions.request) {
      for (const slot of requestSlots) lines.expectText(slot, { isHashed: slot === targetSlot });
    } else if (isText(step)) {
      lines.expectText(step.slot, { isHashed: way === QUOTED });
    }
  }

  /** Whether that stands at `at` which must stand behind the field. */
  endsAt({ bytes, view }: Block, at: number): boolean {
    if (((view.getInt32(at, true) ^ this.#word) & this.#mask) !== 0) return false;
    return !this.#isLong || this.#isWholeAt(bytes, at);
  }

  #isWholeAt(bytes: Uint8Array, at: number): boolean {
    const { until } = this;
    for (let i = WORD_BYTES; i < until.length; i++) if (bytes[at + i] !== until[i]) return false;
    return true;
  }
}

/** Up to four bytes as a word. */
function wordOf(bytes: Uint8Array): number {
  return bytes.subarray(0, WORD_BYTES).reduce((word, byte, i) => word | (byte << (8 * i)), 0);
}

function isText({ action }: Step): boolean {
  return action === actions.text || action === actions.query;
}

function wayOf({ end, action, until, slot }: Step): ScanWay {
  if (end === ends.clf) return CLF;
  const isFound = end === ends.bare || end === ends.quoted;
  const first = until[0] ?? LINE_FEED;
  const mayBeOfNumber = NUMBER_BYTES.includes(first);
  if ((isFound || end === ends.rest) && action === actions.number && !mayBeOfNumber) return NUMBER;
  if (end === ends.quoted && action === actions.request) return REQUEST;
  const isRange = action === actions.text || action === actions.drop;
  if (!isFound || !isRange) return OTHER;
  if (end === ends.quoted) return QUOTED;
  return action === actions.text && slot === clientSlot && !mayBeOfNumber ? CLIENT : RANGE;
}
