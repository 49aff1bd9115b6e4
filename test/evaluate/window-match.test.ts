import { describe, expect, it } from 'vitest';
import { madeIncident, minute } from './made.ts';
import { bestMatch, touchesAny } from './window-match.ts';

const STEP_MS = 60_000;

function windowOf(
  from: number,
  to: number,
  host?: string,
): Parameters<typeof bestMatch>[1][number] {
  return { host, startMs: minute(from), endMs: minute(to), culprits: [1] };
}

describe('an incident finds a true window', () => {
  it.each([
    ['the same', [10, 20], [10, 20], 1],
    ['inside of it', [12, 14], [10, 20], 1],
    ['around it', [0, 60], [10, 20], 1],
    ['half of it shared, with the step of slack', [16, 26], [10, 20], 0.5],
    ['one sample at a step behind its end', [20, 20], [10, 20], 1],
    ['less than half shared', [18, 28], [10, 20], undefined],
    ['before it', [0, 5], [10, 20], undefined],
  ] as const)('%s', (_, [from, to], [start, end], shared) => {
    const match = bestMatch([madeIncident(from, to)], [windowOf(start, end)], STEP_MS);
    if (shared === undefined) expect(match).toBeUndefined();
    else expect(match?.shared).toBeCloseTo(shared);
  });

  it('of the same host only', () => {
    const incidents = [madeIncident(10, 20, { host: 'web2' })];
    expect(bestMatch(incidents, [windowOf(10, 20, 'web1')], STEP_MS)).toBeUndefined();
    expect(bestMatch(incidents, [windowOf(10, 20, 'web2')], STEP_MS)).toBeDefined();
  });

  it('the one that shares the longest time, then the larger part of itself, then the first', () => {
    const inside = madeIncident(12, 14, { id: 'inside' });
    const whole = madeIncident(10, 20, { id: 'whole' });
    const again = madeIncident(10, 20, { id: 'again' });
    const half = madeIncident(16, 26, { id: 'half' });
    const match = bestMatch([half, inside, whole, again], [windowOf(10, 20)], STEP_MS);
    expect(match?.incident.id).toBe('whole');
    const nearlyAll = madeIncident(13, 30, { id: 'nearly all' });
    const second = bestMatch([inside, nearlyAll], [windowOf(10, 20)], STEP_MS);
    expect(second?.incident.id).toBe('nearly all');
  });
});

it('touches a window even where it shares less than half', () => {
  expect(touchesAny(madeIncident(18, 60), [windowOf(10, 20)], STEP_MS)).toBe(true);
  expect(touchesAny(madeIncident(30, 60), [windowOf(10, 20)], STEP_MS)).toBe(false);
  expect(touchesAny(madeIncident(10, 20), [], STEP_MS)).toBe(false);
});
