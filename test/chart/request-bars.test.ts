import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestBars, rowsOf } from '../../src/chart/request-bars.ts';
import { chartedReport } from '../chart/charted-report.ts';

describe('the bars of requests', () => {
  it('stand where the requests were, and are none of requests whose time is not known', () => {
    const [incident] = chartedReport.incidents;
    const [culprit] = incident?.culprits ?? [];
    if (incident === undefined || culprit === undefined) throw new Error('no culprit');
    const at = { path: 'access.log', offset: 0, line: 'line' };
    const start = '2026-11-21T14:01:12+01:00';
    const exemplars = [{ ...at, start, durationSeconds: 60 }, { ...at, start }, at];
    const fromMs = Date.UTC(2026, 10, 21, 14, 1, 12);
    expect(requestBars({ ...incident, culprits: [{ ...culprit, exemplars }] })).toEqual({
      '1.1': [
        { fromMs, toMs: fromMs + 60_000, colour: 'first' },
        { fromMs, toMs: fromMs, colour: 'first' },
      ],
    });
  });

  it('never lie on each other, and share a row where they can', () => {
    const bar = fc
      .tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 100 }))
      .map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length }));
    fc.assert(
      fc.property(fc.array(bar), (bars) => {
        const rows = rowsOf(bars, 10);
        for (const [a, one] of bars.entries()) {
          for (const [b, other] of bars.entries()) {
            if (a === b || rows[a] !== rows[b]) continue;
            expect(one.toMs + 10 <= other.fromMs || other.toMs + 10 <= one.fromMs).toBe(true);
          }
        }
      }),
    );
    expect(
      rowsOf(
        [
          { fromMs: 0, toMs: 5 },
          { fromMs: 100, toMs: 105 },
        ],
        10,
      ),
    ).toEqual([0, 0]);
  });
});
