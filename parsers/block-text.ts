import { type Block, firstMark, quoteIn } from './block-cursor.ts';
import {
  BACKSLASH,
  BACKSLASHES,
  HASHES,
  HIGH_BITS,
  LINE_FEED,
  ONES,
  QUOTE,
  QUOTES,
  SPACE,
  SPACES,
} from './byte-codes.ts';
import type { TextColumn } from './scanned-lines.ts';
import { finished, hashOf, headOf, withEven, withOdd } from './text-hash.ts';

/** Takes texts of a block whose end has to be found, and hashes them on the way: each byte is looked at once. */

/** Takes a text up to a double quote that no backslash escapes; returns where that is, or -1. */
export function takeToQuote(block: Block, from: number, text: TextColumn, line: number): number {
  const { bytes } = block;
  const end = takeToMark(block.view, from, QUOTES, SPACES, text, line);
  const isPlain = bytes[end] === QUOTE && (bytes[end - 1] !== BACKSLASH || end === from);
  if (isPlain || bytes[end] === LINE_FEED) return isPlain ? end : -1;
  const quote = quoteIn(block, from);
  if (quote >= 0) take(block, from, quote, text, line);
  return quote;
}

/** Takes a text up to a space, double quote, backslash, or byte below a space: behind a target as clients write them stands a space. */
export function takeTarget(block: Block, from: number, text: TextColumn, line: number): number {
  const { bytes } = block;
  const end = takeToMark(block.view, from, BACKSLASHES, HASHES, text, line);
  if (bytes[end] === SPACE) return end;
  let stop = end;
  while (!isTargetEnd(bytes[stop] ?? LINE_FEED)) stop++;
  if (stop > end) take(block, from, stop, text, line);
  return stop;
}

function isTargetEnd(byte: number): boolean {
  return byte <= SPACE || byte === QUOTE || byte === BACKSLASH;
}

function take({ view }: Block, from: number, end: number, text: TextColumn, line: number): void {
  text.starts[line] = from;
  text.ends[line] = end;
  text.hashes[line] = hashOf(view, from, end);
}

/**
 * Takes a text up to the first byte that is one of those `alike`, or below those `above`; both are given as words of four
 * such bytes, and nothing above 0x7f is found. There has to be one.
 */
function takeToMark(
  view: DataView,
  from: number,
  alike: number,
  above: number,
  text: TextColumn,
  line: number,
): number {
  let even = 0;
  let odd = 0;
  for (let at = from; ; at += 8) {
    const first = view.getInt32(at, true);
    const second = view.getInt32(at + 4, true);
    const firstMarks = (((first ^ alike) - ONES) | (first - above)) & ~first & HIGH_BITS;
    const secondMarks = (((second ^ alike) - ONES) | (second - above)) & ~second & HIGH_BITS;
    if ((firstMarks | secondMarks) === 0) {
      even = withEven(even, first);
      odd = withOdd(odd, second);
      continue;
    }
    let end = at + firstMark(firstMarks);
    if (firstMarks === 0) {
      even = withEven(even, first);
      end += firstMark(secondMarks);
    }
    const tail = firstMarks === 0 ? second : first;
    text.starts[line] = from;
    text.ends[line] = end;
    text.hashes[line] = finished(even, withOdd(odd, headOf(tail, (end - at) & 3)), end - from);
    return end;
  }
}
