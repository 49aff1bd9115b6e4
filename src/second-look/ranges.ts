import { segmentBegin } from '../ingest/segment-bytes.ts';
import type { ByteRange } from '../rollup/line-ranges.ts';

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

/**
 * The ranges, each from the beginning of its segment on: from there its lines mean what they did. The log's first byte lies
 * `inSegment` bytes behind the beginning of a segment.
 */
export function fromSegments(
  ranges: readonly ByteRange[],
  inSegment: number,
): readonly ByteRange[] {
  return union(
    ranges.map(({ from, to }) => ({
      from: Math.max(0, segmentBegin(inSegment + from) - inSegment),
      to,
    })),
  );
}
