import { describe, expect, it } from 'vitest';
import type { Victim } from '../../src/analysis/victims.ts';
import { limitsOf } from '../../src/compose/limits.ts';
import { MOST_VICTIMS, victimsTold } from '../../src/compose/victims-told.ts';
import { crawlerDay, partsOf } from './parts.ts';

const parts = partsOf(crawlerDay());

function victims(count: number): readonly Victim[] {
  return Array.from({ length: count }, (_, at) => ({
    subject: { route: `/page${at}` },
    secondsBefore: 0.5,
    secondsDuring: 40 - at,
  }));
}

function limitFor(count: number): string | undefined {
  const [incident] = parts.analysis.incidents;
  if (incident === undefined) throw new Error('no incident');
  const analysis = { ...parts.analysis, incidents: [{ ...incident, victims: victims(count) }] };
  return limitsOf({ ...parts, analysis }).find(({ code }) => code === 'victims-not-told')?.text;
}

describe('victimsTold', () => {
  it('tells the slowest, and what became of them', () => {
    const told = victimsTold({ victims: victims(9) });
    expect(told).toHaveLength(MOST_VICTIMS);
    expect(told[0]).toEqual({
      subject: { route: '/page0' },
      text: 'slowed down from 500 ms to 40 s without being asked more often',
    });
  });
});

describe('victimLimits', () => {
  it.each([
    [MOST_VICTIMS, undefined],
    [
      MOST_VICTIMS + 1,
      'Of the routes that slowed down with the others the 5 slowest of each incident are told, and not 1 more route in incident 1.',
    ],
    [
      MOST_VICTIMS + 9,
      'Of the routes that slowed down with the others the 5 slowest of each incident are told, and not 9 more routes in incident 1.',
    ],
  ])('of %i victims', (count, text) => {
    expect(limitFor(count)).toBe(text);
  });
});
