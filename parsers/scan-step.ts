import { LINE_FEED } from './block-cursor.ts';
import { actions, ends, type Step } from './layout-step.ts';

/**
 * How a field of a block is scanned: as `ends` and `actions` say, with the commonest ways of both by themselves. RANGE and
 * QUOTED are texts of which the range is wanted, or nothing; OTHER is everything else, read when the line's end is known.
 */
export const ways = {
  number: 0,
  range: 1,
  quoted: 2,
  request: 3,
  clf: 4,
  other: 5,
} as const;

/** With a literal that begins with one of these, a number's end is not where its digits end. */
const NUMBER_BYTES: Uint8Array = new TextEncoder().encode('0123456789.-');

/** A step with the way it is scanned: all are objects of one shape, which are quicker to read than others. */
export class ScanStep {
  readonly way: (typeof ways)[keyof typeof ways];
  readonly step: Step;
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

  constructor(step: Step) {
    this.way = wayOf(step);
    this.step = step;
    this.slot = step.slot;
    this.until = step.until;
    this.first = step.until[0] ?? LINE_FEED;
    this.consumed = step.consumed;
    this.times = step.scale.times;
    this.over = step.scale.over;
    this.decimals = step.scale.decimals === true;
  }

  /** Whether that stands at `at` which must stand behind the field. */
  endsAt(bytes: Uint8Array, at: number): boolean {
    if (bytes[at] !== this.first) return false;
    const { until } = this;
    for (let i = 1; i < until.length; i++) if (bytes[at + i] !== until[i]) return false;
    return true;
  }
}

function wayOf({ end, action, until }: Step): ScanStep['way'] {
  if (end === ends.clf) return ways.clf;
  const isFound = end === ends.bare || end === ends.quoted;
  const first = until[0] ?? LINE_FEED;
  const mayBeOfNumber = NUMBER_BYTES.includes(first);
  if ((isFound || end === ends.rest) && action === actions.number && !mayBeOfNumber)
    return ways.number;
  if (end === ends.quoted && action === actions.request) return ways.request;
  const isRange = action === actions.text || action === actions.drop;
  if (!isFound || !isRange) return ways.other;
  return end === ends.quoted ? ways.quoted : ways.range;
}
