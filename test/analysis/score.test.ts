import { describe, expect, it } from 'vitest';
import { candidatesOf } from '../../src/analysis/candidates.ts';
import { product } from '../../src/analysis/factors.ts';
import { FitContext } from '../../src/analysis/fit.ts';
import { scoreCandidates } from '../../src/analysis/score.ts';
import { workers } from '../support/series.ts';
import { asLog, Traffic } from '../support/traffic.ts';
import { incidentIn, minutes, sceneOf } from './scenes.ts';

const whole = minutes(0, 60);
const burst = minutes(30, 40);
const traffic = new Traffic(11);
const log = asLog(
  traffic.ordinary(whole),
  traffic.hangingCrawler(burst, { seconds: 60, rate: 0.3 }),
  traffic.harmlessBurst(minutes(10, 15)),
);
const series = workers(log, { ...whole, stepSeconds: 60, noise: 0.1 });
const scene = sceneOf(log, incidentIn(series, 31, 42));
const candidates = candidatesOf(scene.rollup).slices;
const scored = scoreCandidates(scene, candidates);

describe('scoreCandidates', () => {
  it('gives the product of all weights as the score, each from 0 to 1', () => {
    expect(scored.length).toBeGreaterThan(10);
    for (const { score, weights } of scored) {
      expect(score).toBe(product(weights));
      for (const weight of Object.values(weights)) {
        expect(weight).toBeGreaterThanOrEqual(0);
        expect(weight).toBeLessThanOrEqual(1 + 1e-9);
      }
    }
  });

  it('ranks best first, whatever the order of the candidates', () => {
    const scores = scored.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    const turned = scoreCandidates(scene, [...candidates].reverse());
    expect(turned.map(({ subject }) => subject)).toEqual(scored.map(({ subject }) => subject));
  });

  it('puts the crawler first, and the harmless burst far below', () => {
    expect(scored[0]?.subject).toMatchObject({ agent: 'SeekportBot' });
    const harmless = scored.find(({ subject }) => subject.route === '/sprites/{name}');
    expect(harmless?.score ?? 0).toBeLessThan(0.05);
  });

  it('scores nothing where the incident cannot be fitted', () => {
    const short = sceneOf(log, incidentIn({ ...series, times: series.times.slice(0, 4) }, 1, 3));
    expect(short.fits).toBe(false);
    expect(scoreCandidates(short, candidates)).toEqual([]);
  });
});

describe('FitContext', () => {
  it.each([1e-6, 1024, 1e9])('fits as well when the resource is told in units of 1/%d', (unit) => {
    const scaled = { ...series, values: series.values.map((value) => value * unit) };
    const other = sceneOf(log, incidentIn(scaled, 31, 42));
    const [here, there] = [new FitContext(scene, candidates), new FitContext(other, candidates)];
    for (const { slice, cost, response } of scored.slice(0, 5)) {
      const [one, same] = [here.fit(slice, cost, response), there.fit(slice, cost, response)];
      expect(same?.factors.correlation).toBeCloseTo(one?.factors.correlation ?? Number.NaN, 9);
      expect(same?.factors.explained).toBeCloseTo(one?.factors.explained ?? Number.NaN, 9);
      const ratio = (same?.factors.slope ?? 0) / (one?.factors.slope ?? 1) / unit;
      expect(ratio).toBeCloseTo(1, 9);
    }
  });
});
