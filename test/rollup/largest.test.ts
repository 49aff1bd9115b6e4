import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dimension } from '../../src/rollup/dimension.ts';
import { LARGEST_KEPT } from '../../src/rollup/largest.ts';
import type { Request } from '../../src/rollup/request.ts';
import { anyLog, build, request } from './requests.ts';

function slowLargest(log: readonly Request[], rankOf: (one: Request) => number): unknown {
  return log
    .filter((one) => rankOf(one) >= 0)
    .sort(
      (a, b) =>
        rankOf(b) - rankOf(a) ||
        a.startMs - b.startMs ||
        a.source - b.source ||
        a.offset - b.offset,
    )
    .slice(0, LARGEST_KEPT)
    .map(({ source, offset, startMs, endMs, bytesOut }) => ({
      source,
      offset,
      startMs,
      endMs,
      bytes: bytesOut,
    }));
}

/** Routes alone, and with who asked. */
function keepsLargest([first, second]: readonly Dimension[]): boolean {
  const who: readonly (Dimension | undefined)[] = [undefined, 'client', 'network', 'agent'];
  return first === 'route' && who.includes(second);
}

describe('the largest requests', () => {
  it('are those that sorting all finds, for every slice by a route, alone or with who asked', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        for (const { subject, dimensions, summary } of build(log).slices()) {
          const members = keepsLargest(dimensions)
            ? log.filter((one) =>
                dimensions.every((name) => one.dimensions[name] === subject[name]),
              )
            : [];
          expect(summary.largestByBytes).toEqual(slowLargest(members, (one) => one.bytesOut ?? -1));
          const micros = (one: Request): number =>
            one.durationKnown ? Math.round((one.endMs - one.startMs) * 1000) : -1;
          expect(summary.longest).toEqual(slowLargest(members, micros));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('order equal ones by start, then by where they stand', () => {
    const log = [
      { source: 1, offset: 0 },
      { source: 0, offset: 9 },
      { source: 0, offset: 4 },
    ].map((place) => request({ ...place, bytesOut: 7, dimensions: { route: '/a' } }));
    const [route] = build(log).slices();
    const places = route?.summary.largestByBytes.map(({ source, offset }) => [source, offset]);
    expect(places).toEqual([
      [0, 4],
      [0, 9],
      [1, 0],
    ]);
  });
});
