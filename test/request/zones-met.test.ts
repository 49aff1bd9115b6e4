import { describe, expect, it } from 'vitest';
import { MAX_ZONES, ZonesMet } from '../../src/request/zones-met.ts';

function zonesOf(minutes: readonly number[]): ZonesMet {
  const zones = new ZonesMet();
  for (const one of minutes) zones.observe(one);
  return zones;
}

describe('ZonesMet', () => {
  it('counts lines by their offset, the commonest first, then from west to east', () => {
    expect(zonesOf([60, 60, 120, 60, 0, -300]).counts()).toEqual([
      { minutes: 60, lines: 3 },
      { minutes: -300, lines: 1 },
      { minutes: 0, lines: 1 },
      { minutes: 120, lines: 1 },
    ]);
  });

  it('counts on after it was asked', () => {
    const zones = zonesOf([60]);
    expect(zones.counts()).toEqual([{ minutes: 60, lines: 1 }]);
    zones.observe(60);
    expect(zones.counts()).toEqual([{ minutes: 60, lines: 2 }]);
  });

  it('has none of no lines, and keeps no more than there can be', () => {
    expect(zonesOf([]).counts()).toEqual([]);
    const many = Array.from({ length: MAX_ZONES + 5 }, (_, at) => at);
    expect(zonesOf(many).counts()).toHaveLength(MAX_ZONES);
  });
});
