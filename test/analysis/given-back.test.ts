import { expect, it } from 'vitest';
import { isGivenBack } from '../../src/analysis/given-back.ts';
import { incidentIn, sceneOf, steady, stepSeries } from './scenes.ts';

const leak = { response: { tauSeconds: Number.POSITIVE_INFINITY } };

it.each([
  ['a leak that was given back', 'memory', 40, leak, true],
  ['a leak that stays', 'memory', 61, leak, false],
  ['processes of a pool whose load has passed', 'processes', 40, leak, true],
  ['processes that stay', 'processes', 61, leak, false],
  ['threads that are gone', 'threads', 40, leak, false],
  ['what is no leak', 'memory', 40, { response: { tauSeconds: 0 } }, false],
] as const)('%s', (_, role, until, explanation, answer) => {
  const series = stepSeries([30, until], { role, unit: '1', name: role });
  const scene = sceneOf(steady([0, 60], 10), incidentIn(series, 30, Math.min(until, 60)));
  expect(isGivenBack(scene, explanation)).toBe(answer);
});
