import type { ReadingMark } from '../ingest/reading-marks.ts';
import type { LineOrderState } from '../request/times.ts';
import type { ByteRange } from '../rollup/line-ranges.ts';

/** Bytes of a log that are read in one go, `[from, to)`. */
export interface Piece extends ByteRange {
  /** What the lines before decide of the first one; undefined for a log that is read from its beginning to its end. */
  readonly order: LineOrderState | undefined;
}

/** The ranges that hold all these bytes, ascending and apart. */
export function union(ranges: readonly ByteRange[]): readonly ByteRange[] {
  const joined: ByteRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    const before = joined.at(-1);
    if (before === undefined || range.from > before.to) joined.push(range);
    else joined[joined.length - 1] = { from: before.from, to: Math.max(before.to, range.to) };
  }
  return joined;
}

export function bytesOf(ranges: readonly ByteRange[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** Each range from the mark that stands at or before it: from there on its lines mean what they did. */
export function fromMarks(
  ranges: readonly ByteRange[],
  marks: readonly ReadingMark[],
): readonly ByteRange[] {
  return union(
    ranges.map(({ from, to }) => ({
      from: marks.findLast(({ offset }) => offset <= from)?.offset ?? 0,
      to,
    })),
  );
}

/** The ranges cut at the marks, which are ascending, each piece with the state that its first line was read in. */
export function piecesOf(
  ranges: readonly ByteRange[],
  marks: readonly ReadingMark[],
): readonly Piece[] {
  return ranges.flatMap((range) => {
    const inside = marks.filter(({ offset }) => offset >= range.from && offset < range.to);
    return inside.map(({ offset, order }, at) => ({
      from: offset,
      to: inside[at + 1]?.offset ?? range.to,
      order,
    }));
  });
}
