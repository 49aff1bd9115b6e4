import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dimensions } from '../../src/rollup/dimension.ts';
import { NewKeyNames } from '../../src/rollup/key-names.ts';
import { LEAST_BLOCK_BYTES, LineRanges, MAX_BLOCKS } from '../../src/rollup/line-ranges.ts';
import { RequestBatch } from '../../src/rollup/request-batch.ts';

interface Line {
  readonly source: number;
  readonly offset: number;
  readonly startMs: number;
  readonly endMs: number;
}

const HOUR_MS = 3_600_000;

/** Lines as they come: mostly in order of time, some far off, some of requests that lasted for hours. */
const line: fc.Arbitrary<Line> = fc
  .record({
    source: fc.integer({ min: 0, max: 2 }),
    block: fc.integer({ min: 0, max: 40 }),
    inside: fc.integer({ min: 0, max: LEAST_BLOCK_BYTES - 1 }),
    strayMs: fc.oneof(fc.constant(0), fc.integer({ min: -HOUR_MS, max: HOUR_MS })),
    lastsMs: fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 5 * HOUR_MS })),
  })
  .map(({ source, block, inside, strayMs, lastsMs }) => {
    const endMs = 1e12 + block * 60_000 + strayMs;
    const offset = block * LEAST_BLOCK_BYTES + inside;
    return { source, offset, startMs: endMs - lastsMs, endMs };
  });
const log: fc.Arbitrary<readonly Line[]> = fc.array(line, { maxLength: 60 });

function rangesOf(lines: readonly Line[]): LineRanges {
  const ranges = new LineRanges();
  for (const { source, offset, startMs, endMs } of lines) {
    ranges.observe(source, offset, startMs, endMs);
  }
  return ranges;
}

function bySource(ranges: LineRanges): readonly unknown[] {
  return [...ranges.spans()].sort((a, b) => a.source - b.source);
}

describe('LineRanges', () => {
  it('hold every line of a request that touches the span', () => {
    const edge = fc.integer({ min: -6 * 60, max: 2 * 60 }).map((minute) => 1e12 + minute * 60_000);
    fc.assert(
      fc.property(log, edge, edge, (lines, a, b) => {
        const span = { fromMs: Math.min(a, b), toMs: Math.max(a, b) };
        const ranges = rangesOf(lines);
        const missed = lines.filter(
          ({ source, offset, startMs, endMs }) =>
            endMs >= span.fromMs &&
            startMs <= span.toMs &&
            !ranges.ranges(source, span).some(({ from, to }) => offset >= from && offset < to),
        );
        expect(missed).toEqual([]);
      }),
    );
  });

  it('leave out what lies before and behind, to the block', () => {
    const blocks = Array.from({ length: 10 }, (_, block) => ({
      source: 0,
      offset: block * LEAST_BLOCK_BYTES + 7,
      startMs: block * 1000,
      endMs: block * 1000 + 500,
    }));
    const ranges = rangesOf(blocks);
    const at = (block: number): number => block * LEAST_BLOCK_BYTES + 7;
    expect(ranges.ranges(0, { fromMs: 2600, toMs: 5100 })).toEqual([{ from: at(3), to: at(6) }]);
    expect(ranges.ranges(0, { fromMs: 8000, toMs: 1e9 })).toEqual([
      { from: at(8), to: Number.POSITIVE_INFINITY },
    ]);
    expect(ranges.ranges(0, { fromMs: 1600, toMs: 1900 })).toEqual([]);
    expect(ranges.ranges(1, { fromMs: 0, toMs: 1e9 })).toEqual([]);
  });

  it('begin and end where lines of requests begin, ascending and apart', () => {
    fc.assert(
      fc.property(log, (lines) => {
        const span = { fromMs: 1e12 + 5 * 60_000, toMs: 1e12 + 8 * 60_000 };
        const offsets = new Set(lines.map(({ offset }) => offset));
        let before = -1;
        for (const { from, to } of rangesOf(lines).ranges(0, span)) {
          expect(offsets.has(from)).toBe(true);
          expect(to === Number.POSITIVE_INFINITY || offsets.has(to)).toBe(true);
          expect(from).toBeGreaterThan(before);
          expect(to).toBeGreaterThan(from);
          before = to;
        }
      }),
    );
  });

  it('are the same merged from parts, in whatever order, as of one log', () => {
    fc.assert(
      fc.property(log, log, fc.boolean(), (one, two, isLong) => {
        const far = { source: 1, offset: 3e9, startMs: 1e12, endMs: 1e12 };
        const parts = [one, isLong ? [...two, far] : two];
        const forth = rangesOf(parts[0] ?? []);
        forth.merge(rangesOf(parts[1] ?? []));
        const back = rangesOf(parts[1] ?? []);
        back.merge(rangesOf(parts[0] ?? []));
        expect(bySource(forth)).toEqual(bySource(rangesOf(parts.flat())));
        expect(bySource(back)).toEqual(bySource(forth));
      }),
    );
  });

  it('never have more blocks than the limit, however long the log', () => {
    const ranges = new LineRanges();
    for (let offset = 0; offset < 4e12; offset += 1e9) ranges.observe(0, offset, offset, offset);
    const [spans] = ranges.spans();
    expect(spans?.firsts.length).toBeLessThanOrEqual(MAX_BLOCKS);
    expect(spans?.firsts.length).toBeGreaterThan(MAX_BLOCKS / 4);
    const [range] = ranges.ranges(0, { fromMs: 2e12, toMs: 2e12 + 1 });
    expect(range?.from).toBeLessThanOrEqual(2e12);
    expect((range?.to ?? 0) - (range?.from ?? 0)).toBeLessThanOrEqual(4e9);
  });

  it('take a batch like its requests one by one', () => {
    fc.assert(
      fc.property(log, (lines) => {
        const batch = new RequestBatch(dimensions.map(() => new NewKeyNames()));
        for (const [at, { source, offset, startMs, endMs }] of lines.entries()) {
          batch.sources[at] = source;
          batch.offsets[at] = offset;
          batch.startUs[at] = startMs * 1000;
          batch.endUs[at] = endMs * 1000;
        }
        batch.length = lines.length;
        const ranges = new LineRanges();
        ranges.observeBatch(batch);
        expect(ranges.spans()).toEqual(rangesOf(lines).spans());
      }),
    );
  });
});
