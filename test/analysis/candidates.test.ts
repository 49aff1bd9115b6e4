import { describe, expect, it } from 'vitest';
import {
  candidatesOf,
  LARGEST_KEPT,
  LEAST_SHARE,
  MAX_CANDIDATES,
} from '../../src/analysis/candidates.ts';
import type { Request } from '../../src/rollup/request.ts';
import { noise } from '../support/series.ts';
import { rollupOf } from '../support/traffic.ts';
import { requestAt } from './scenes.ts';

function namesOf(log: readonly Request[]): string[] {
  return candidatesOf(rollupOf(log)).slices.map(({ subject }) => JSON.stringify(subject));
}

/** One request each for so many routes, beside a thousand times `/`. */
function longTail(routes: number, facts: (i: number) => Partial<Request>): Request[] {
  return [
    ...Array.from({ length: 1000 }, (_, i) => requestAt(i, { bytesOut: 1000 })),
    ...Array.from({ length: routes }, (_, i) =>
      requestAt(2000 + i, {
        dimensions: { route: `/rare/${String(i).padStart(4, '0')}` },
        ...facts(i),
      }),
    ),
  ];
}

describe('candidatesOf', () => {
  it('keeps what holds a share of a cost or is among its largest, and drops the tail', () => {
    const names = namesOf(longTail(300, () => ({})));
    expect(1 / 1300).toBeLessThan(LEAST_SHARE);
    expect(names).toHaveLength(LARGEST_KEPT);
    expect(names).toContain('{"route":"/"}');
  });

  it('keeps one request of many when it holds the bytes, the time or the only abort', () => {
    const rare = (i: number): Partial<Request> => ({
      ...(i === 290 ? { bytesOut: 5e9 } : {}),
      ...(i === 291 ? { endMs: requestAt(2000 + i, { lasts: 900 }).endMs } : {}),
      ...(i === 292 ? { aborted: true } : {}),
      ...(i === 293 ? { failed: true } : {}),
      ...(i === 294 ? { bytesIn: 1e9 } : {}),
    });
    const names = namesOf(longTail(300, rare));
    for (const i of [290, 291, 292, 293, 294]) {
      expect(names).toContain(`{"route":"/rare/0${i}"}`);
    }
  });

  it('keeps who made a tenth of the requests, beside hundreds who each held some of the time and the bytes', () => {
    const slow = Array.from({ length: 900 }, (_, i) =>
      requestAt(i, {
        lasts: 200,
        bytesOut: 1e7,
        dimensions: { route: `/slow/${i % 300}`, client: `c${i % 299}`, agent: `a${i % 298}` },
      }),
    );
    const quick = Array.from({ length: 100 }, (_, i) =>
      requestAt(i * 9, { dimensions: { route: '/quick', client: 'q', agent: 'q' } }),
    );
    expect(namesOf([...slow, ...quick])).toContain('{"route":"/quick"}');
  });

  it('never gives more than its bound, nor what was folded together', () => {
    const next = noise(3);
    const log = Array.from({ length: 3000 }, (_, i) => {
      const route = `/r${i % 240}`;
      const client = `198.51.100.${Math.floor((next() + 1) * 60)}`;
      const method = i % 2 === 0 ? 'GET' : 'POST';
      const size = i % 3 === 0 ? '<1MB' : '1MB-100MB';
      return requestAt(i, {
        lasts: i % 240,
        bytesOut: i,
        dimensions: { route, client, method, size },
      });
    });
    const { slices, untriedShare } = candidatesOf(rollupOf(log));
    expect(slices).toHaveLength(MAX_CANDIDATES);
    expect(slices.some(({ isOther }) => isOther)).toBe(false);
    expect(untriedShare).toBeGreaterThanOrEqual(LEAST_SHARE);
    expect(untriedShare).toBeLessThan(0.02);
  });

  it('leaves none out of those worth scoring where they are few', () => {
    const { untriedShare } = candidatesOf(rollupOf(longTail(80, (i) => ({ bytesOut: i * 1000 }))));
    expect(untriedShare).toBeUndefined();
  });

  it('gives the same in the same order whatever the order of the log', () => {
    const log = longTail(80, (i) => ({ bytesOut: i * 1000 }));
    expect(namesOf([...log].reverse())).toEqual(namesOf(log));
  });

  it('has nothing to offer of an empty log', () => {
    expect(namesOf([])).toEqual([]);
  });
});
