import { describe, expect, it } from 'vitest';
import {
  FLAT_SAMPLES,
  onsetMoment,
  recoveryMoment,
  riseMoment,
  saturationMoment,
} from '../../src/compose/resource-moments.ts';
import type { Rung } from '../../src/incidents/incident.ts';
import type { Series } from '../../src/series/series.ts';
import { incidentIn } from '../analysis/scenes.ts';
import { seriesOf } from '../support/series.ts';

const levels = [1, 1, 1, 1, 1, 1, 90, 148, 150, 150, 150, 150, 150, 120, 1, 1, 1, 1, 1, 1];

function rungOf(changes: Partial<Series> = {}, values: readonly number[] = levels): Rung {
  const series: Series = {
    ...seriesOf(values),
    name: 'busy',
    role: 'workers',
    unit: '1',
    ...changes,
  };
  return incidentIn(series, 6, 14).primary;
}

const span = { startMs: 0, endMs: Number.POSITIVE_INFINITY };

describe('what befell a resource', () => {
  it('its onset: how far it went, by what it is and which series says so', () => {
    const rung = rungOf();
    const { window } = rung;
    const moment = onsetMoment({ ...rung, window: { ...window, baseline: 1, peak: 150 } }, '1.1');
    expect(moment).toEqual({
      timeMs: rung.onset.timeMs,
      kind: 'onset',
      text: 'busy workers up from 1 to 150: busy',
      ref: '1.1',
    });
  });

  it.each([
    ['a fall', { direction: -1, role: 'generic', unit: 'bytes/s' }, /^busy down from .*bytes\/s/],
    [
      'a rate, which is no level of its role',
      { role: 'queue', unit: '1/s' },
      /^busy up from .*\/s/,
    ],
  ] as const)('%s', (_, changes, text) => {
    expect(onsetMoment(rungOf(changes), '1').text).toMatch(text);
  });

  it('its rise once more, where it had come back', () => {
    const { window } = rungOf();
    expect(riseMoment({ ...window, peak: 150 }, '1.1')).toEqual({
      timeMs: window.startMs,
      kind: 'rise',
      text: 'busy workers up again, to 150: busy',
      ref: '1.1',
    });
  });

  it('its recovery', () => {
    const { window } = rungOf();
    expect(recoveryMoment(window, '1.1')).toMatchObject({
      timeMs: window.endMs,
      text: 'busy workers back in the usual range: busy',
    });
  });

  it.each([
    [
      'a known limit, from near it on',
      rungOf({ capacity: 150 }),
      7,
      'busy workers at the limit of 150: busy',
    ],
    ['a limit that it stays flat at', rungOf(), 7, 'busy workers flat at 150, as at a limit: busy'],
  ])('%s', (_, rung, sample, text) => {
    const { series } = rung.window;
    expect(saturationMoment(rung, span, '1.1')).toEqual([
      { timeMs: series.times[sample], kind: 'saturation', text, ref: '1.1' },
    ]);
  });

  it.each([
    ['a limit that is far', rungOf({ capacity: 1000 })],
    ['memory that comes to rest', rungOf({ role: 'memory', unit: 'bytes' })],
    ['what is bad when it is low', rungOf({ direction: -1, capacity: 150 })],
    [
      'a peak that it does not stay at',
      rungOf(
        {},
        levels.map((value, at) => (value === 150 ? value + at : value)),
      ),
    ],
  ])('no saturation: %s', (_, rung) => {
    expect(saturationMoment(rung, span, '1')).toEqual([]);
  });

  it('only looks at the incident', () => {
    const rung = rungOf();
    const endMs = rung.window.series.times[8 + FLAT_SAMPLES - 2] ?? 0;
    expect(saturationMoment(rung, { startMs: 0, endMs }, '1')).toEqual([]);
  });
});
