import { expect, it } from 'vitest';
import { leakPace } from '../../src/analysis/leak-pace.ts';
import { seriesOf } from '../support/series.ts';
import { incidentIn, nineMs, sceneOf, sliceOf, steady } from './scenes.ts';

const client = '192.0.2.30';
const leak = { cost: 'requests', response: { tauSeconds: Number.POSITIVE_INFINITY } } as const;

/** A client who asks every five seconds from minute 30 to 50, on a host whose memory follows `memory` by the minute. */
function paceOf(
  memory: (minute: number) => number,
  explanation: Parameters<typeof leakPace>[2] = leak,
): number {
  const values = Array.from({ length: 81 }, (_, minute) => memory(minute));
  const settings = {
    startMs: nineMs,
    stepSeconds: 60,
    role: 'memory',
    unit: 'bytes',
    name: 'rss',
  } as const;
  const requests = [
    ...steady([0, 80], 20),
    ...steady([30, 50], 5, { dimensions: { route: '/in', client } }),
  ];
  const scene = sceneOf(requests, incidentIn(seriesOf(values, settings), 30, 70));
  return leakPace(scene, sliceOf(scene, { client }), explanation);
}

const growing = (minute: number): number => Math.min(20, Math.max(0, minute - 30));

it.each([
  ['what grows as they come, and stays', growing, 1],
  ['what is given back long after', (minute: number) => (minute < 60 ? growing(minute) : 0), 1],
  ['what was taken at the begin and kept', (minute: number) => (minute < 30 ? 0 : 20), 0.2],
  ['what fell while they came', (minute: number) => (minute < 32 ? 0 : 50 - minute), 0.2],
] as const)('%s', (_, memory, pace) => {
  expect(paceOf(memory)).toBeCloseTo(pace);
});

it('is lower the less of it grew in the second half', () => {
  const halved = paceOf((minute) =>
    minute < 40 ? growing(minute) : 10 + (minute < 50 ? (minute - 40) / 5 : 2),
  );
  expect(halved).toBeGreaterThan(0.2);
  expect(halved).toBeLessThan(1);
});

it('asks nothing of what is no leak', () => {
  expect(
    paceOf((minute) => (minute < 30 ? 0 : 20), { cost: 'requests', response: { tauSeconds: 0 } }),
  ).toBe(1);
});
