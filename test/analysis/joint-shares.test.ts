import { describe, expect, it } from 'vitest';
import { jointShares } from '../../src/analysis/joint-shares.ts';
import { workers } from '../support/series.ts';
import { asLog, Traffic } from '../support/traffic.ts';
import { incidentIn, minutes, sceneOf, scored, sliceOf } from './scenes.ts';

const whole = minutes(0, 60);
const traffic = new Traffic(31);
const log = asLog(
  traffic.ordinary(whole),
  // One comes with the incident, the other joins it for its second half.
  traffic.hangingCrawler(minutes(30, 42), { seconds: 30, rate: 0.5 }),
  traffic.oversizedResponses(minutes(36, 42), { seconds: 30, rate: 0.25 }),
);
const scene = sceneOf(log, incidentIn(workers(log, { ...whole, stepSeconds: 60 }), 30, 43));
const [crawler, exports, usual] = ['/calendar/{num}', '/export/{num}', '/product/{num}'].map(
  (route) => scored({ slice: sliceOf(scene, { route }) }),
);
if (crawler === undefined || exports === undefined || usual === undefined) throw new Error();

describe('the shares of several', () => {
  const shares = jointShares([crawler, exports, usual], scene);

  it('sum up to what they explain together, nearly all here, the larger part first', () => {
    const [first = 0, second = 0, third = 1] = shares.map(({ share }) => share);
    expect(first).toBeGreaterThan(second);
    expect(second).toBeGreaterThan(0.1);
    expect(third).toBeLessThan(0.05);
    expect(shares.map(({ together }) => together)).toEqual(
      shares.map(() => expect.closeTo(first + second + third, 9)),
    );
    expect(first + second + third).toBeGreaterThan(0.9);
  });

  it('do not depend on the order', () => {
    const turned = jointShares([usual, exports, crawler], scene);
    for (const [at, { share }] of turned.toReversed().entries()) {
      expect(share).toBeCloseTo(shares[at]?.share ?? Number.NaN, 9);
    }
  });

  it('say which cannot be told apart', () => {
    expect(shares.map(({ inseparable }) => inseparable)).toEqual([[], [], []]);
    const twice = jointShares([crawler, exports, crawler], scene);
    expect(twice.map(({ inseparable }) => inseparable)).toEqual([[2], [], [0]]);
    expect(twice[0]?.share).toBeCloseTo(twice[2]?.share ?? Number.NaN, 9);
  });

  it('are of several only, of five at most', () => {
    expect(jointShares([crawler], scene)).toEqual([]);
    expect(jointShares(Array(7).fill(exports), scene)).toHaveLength(5);
  });
});
