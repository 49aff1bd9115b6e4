import { describe, expect, it } from 'vitest';
import type { HostCheck } from '../../src/analysis/host-check.ts';
import { hostCheckLimits } from '../../src/compose/host-check-limits.ts';
import type { ReportParts } from '../../src/compose/report-parts.ts';
import type { Tier } from '../../src/incidents/tier.ts';
import { Rollup } from '../../src/rollup/rollup.ts';
import { seriesOf } from '../support/series.ts';
import { crawlerDay, partsOf } from './parts.ts';

const parts = partsOf(crawlerDay());
const series = seriesOf([1, 2], { name: 'hits', role: 'requests' });
const clock = { offsetMs: 0, correlation: 0.95, without: 0.95, series };
const tier: Tier = { rollup: new Rollup(), durations: 'none', paths: [] };
const nothing: HostCheck = { host: 'web1', clock: undefined, share: undefined };

/** What is told where the incident has this verdict. */
function told(
  check: Partial<HostCheck>,
  verdict: 'culprit' | 'suspect' = 'suspect',
  counters: ReportParts['series'] = [],
): readonly string[] {
  const incidents = parts.analysis.incidents.map((one) => ({ ...one, verdict }));
  const analysis = { ...parts.analysis, incidents, checks: [{ ...nothing, ...check }] };
  return hostCheckLimits({ ...parts, analysis, series: counters }).map(
    ({ code, text }) => `${code}: ${text}`,
  );
}

describe('clocks', () => {
  it('are doubted where nothing tells, and nobody is sure to be the culprit', () => {
    expect(told({})[0]).toMatch(/^clocks-unchecked: No metric counts what the log counts,/);
    expect(told({}, 'culprit')).toEqual([]);
    expect(told({ clock })).toEqual([]);
  });

  it('are doubted where what counts requests does not change as the log does', () => {
    expect(told({}, 'suspect', [series])[0]).toMatch(
      /: The metrics that count .* do not change clearly enough as it does: /,
    );
  });

  it('that were moved are told', () => {
    expect(told({ clock: { ...clock, offsetMs: 420_000 } })[0]).toMatch(
      /^clock-offset: The metrics of web1 run about 7 min behind the log/,
    );
  });
});

describe('logs', () => {
  it.each([
    [1000, []],
    [
      100,
      [
        'log-incomplete: The logs of web1 hold 10 % of the 1,000 requests that hits counted in the same time: what the others did is not seen.',
      ],
    ],
  ])('that hold %i of 1,000 requests', (logged, limits) => {
    expect(told({ clock, share: { logged, counted: 1000, series, tier } })).toEqual(limits);
  });

  it('that hold less of an incident are told of, however much they hold in all', () => {
    const whole = { logged: 1000, counted: 1000, series, tier };
    const unlogged = { inside: whole, outside: whole, series };
    const incidents = parts.analysis.incidents.map((one) => ({ ...one, host: 'web1', unlogged }));
    const checks = [{ ...nothing, clock, share: whole }];
    const analysis = { ...parts.analysis, incidents, checks };
    expect(hostCheckLimits({ ...parts, analysis }).map(({ code }) => code)).toEqual([
      'log-incomplete',
    ]);
  });
});
