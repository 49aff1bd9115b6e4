import { describe, expect, it } from 'vitest';
import { MOST_BYTES_OF_A_REQUEST } from '../../src/analysis/plausibility.ts';
import { unseenHoldOf } from '../../src/analysis/unseen-hold.ts';
import type { Role, Series } from '../../src/series/series.ts';
import { incidentIn, sceneOf, scored, steady, stepSeries } from './scenes.ts';

/** Memory that rises from next to nothing by as much as four requests hold at most. */
const memory = stepSeries([30, 40], { height: 4 * MOST_BYTES_OF_A_REQUEST, role: 'memory' });
const incident = incidentIn(memory, 30, 40);
const log = steady([0, 60], 30);
const scene = sceneOf(log, incident, 'none');
const accused = scored({ cost: 'requests' });

/** A count that rises from 10 by so many. */
function count(rise: number, role: Role = 'connections'): Series {
  return stepSeries([30, 40], { height: 10 + rise, role, name: `${role} +${rise}` });
}

describe('unseenHoldOf', () => {
  it.each([
    ['a count that did not rise', [count(0)], 'connections +0'],
    ['counts that rose by too few', [count(0), count(2, 'processes')], 'processes +2'],
    ['a count that rose by enough', [count(0), count(9, 'workers')], undefined],
    ['no count', [], undefined],
    ['series that count no requests', [count(0, 'cpu')], undefined],
  ])('with %s', (_, series, name) => {
    expect(unseenHoldOf(scene, accused, series)?.series.name).toBe(name);
  });

  it.each([
    ['durations are logged', sceneOf(log, incident, 'logged'), accused],
    ['requests leak', scene, { ...accused, response: { tauSeconds: Number.POSITIVE_INFINITY } }],
    ['bytes are held', scene, scored({ cost: 'held-bytes' })],
    [
      'it is not memory',
      sceneOf(log, incidentIn({ ...memory, role: 'cpu' }, 30, 40), 'none'),
      accused,
    ],
  ])('says nothing where %s', (_, where, lead) => {
    expect(unseenHoldOf(where, lead, [count(0)])).toBeUndefined();
  });
});
