import { expect, it } from 'vitest';
import { isGivenBack } from '../../src/analysis/given-back.ts';
import { incidentIn, sceneOf, steady, stepSeries } from './scenes.ts';

const leak = { response: { tauSeconds: Number.POSITIVE_INFINITY } };

it.each([
  ['a leak that was given back', 40, leak, true],
  ['a leak that stays', 61, leak, false],
  ['what is no leak', 40, { response: { tauSeconds: 0 } }, false],
] as const)('%s', (_, until, explanation, answer) => {
  const series = stepSeries([30, until], { role: 'memory', unit: 'bytes', name: 'rss' });
  const scene = sceneOf(steady([0, 60], 10), incidentIn(series, 30, Math.min(until, 60)));
  expect(isGivenBack(scene, explanation)).toBe(answer);
});
