import { describe, expect, it } from 'vitest';
import { isPerfect, LEAST_EPISODES, repetitionOf } from '../../src/analysis/repetition.ts';
import type { Scene } from '../../src/analysis/scene.ts';
import type { IncidentWindow } from '../../src/incidents/incident.ts';
import { incidentIn, sceneOf, steady, stepSeries } from './scenes.ts';

/** Episodes of four minutes at the given ones, joined to one incident. */
function sceneWith(starts: readonly number[]): Scene {
  const series = stepSeries([0, 0]);
  const episodes = starts.map((from) => incidentIn(series, from, from + 4).primary.window);
  const [first = 0, last = 0] = [starts[0], starts.at(-1)];
  const incident: IncidentWindow = { ...incidentIn(series, first, last + 4), episodes };
  return sceneOf(steady([0, 60], 30), incident);
}

/** Two a minute, and fifty in each of the given minutes of the resource's clock. */
function activity({ bins }: Scene, minutes: readonly number[]): Float64Array {
  const column = new Float64Array(bins.length).fill(2);
  // Bin 0 ends at the first sample that the log covers: minute 0.
  for (const minute of minutes) column[minute] = 50;
  return column;
}

const thrice = [20, 30, 40];

describe('repetitionOf', () => {
  it('asks for several episodes: fewer meet bursts by chance', () => {
    const scene = sceneWith(thrice.slice(0, LEAST_EPISODES - 1));
    expect(repetitionOf(scene, activity(scene, thrice))).toBeUndefined();
  });

  it.each([
    ['a burst in each', [21, 32, 43], { preceded: 3, bursts: 3, followed: 3 }],
    ['a burst just before each', [19, 29, 39], { preceded: 3, bursts: 3, followed: 3 }],
    ['one episode without', [21, 32], { preceded: 2, bursts: 2, followed: 2 }],
    ['one burst without an episode', [5, 21, 32, 43], { preceded: 3, bursts: 4, followed: 3 }],
    ['bursts that are never there', [5, 10, 50], { preceded: 0, bursts: 3, followed: 0 }],
    ['no bursts at all', [], { preceded: 0, bursts: 0, followed: 0 }],
  ])('counts %s', (_, minutes, counts) => {
    const scene = sceneWith(thrice);
    expect(repetitionOf(scene, activity(scene, minutes))).toEqual({ episodes: 3, ...counts });
  });
});

describe('isPerfect', () => {
  it.each([
    [3, 3, 3, 3, true],
    [3, 2, 2, 2, false],
    [3, 3, 4, 3, false],
  ])('of %d episodes (%d preceded) and %d bursts (%d followed): %s', (...counts) => {
    const [episodes, preceded, bursts, followed, perfect] = counts;
    expect(isPerfect({ episodes, preceded, bursts, followed })).toBe(perfect);
  });
});
