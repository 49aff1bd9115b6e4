import { describe, expect, it } from 'vitest';
import { repeatedRisesOf } from '../../src/analysis/repeated-rises.ts';
import type { Scene } from '../../src/analysis/scene.ts';
import type { Request } from '../../src/rollup/request.ts';
import { noise, seriesOf } from '../support/series.ts';
import { rollupOf } from '../support/traffic.ts';
import { incidentIn, nineMs, sceneOf, scored, sliceOf, steady } from './scenes.ts';

const MINUTES = 400;
/** Minutes at which workers are busy for six minutes, and how many. */
const rises = [
  [40, 60],
  [131, 45],
  [222, 80],
  [305, 52],
  [371, 70],
] as const;

/** Busy workers as told by rises, on a level of ten. */
function workers(given: readonly (readonly [number, number])[], name = 'busy_workers') {
  const next = noise(5);
  const values = Array.from({ length: MINUTES + 1 }, (_, minute) => {
    const rise = given.find(([from]) => minute >= from && minute < from + 6);
    return 10 + next() + (rise?.[1] ?? 0);
  });
  return seriesOf(values, { startMs: nineMs, stepSeconds: 60, role: 'workers', unit: '1', name });
}

/** Six minutes from the given one in which so many requests hang at a time. */
function hung([minute, workersHeld]: readonly [number, number]): Request[] {
  return steady([minute - 1, minute + 5], 60 / workersHeld, {
    lasts: 60,
    dimensions: { route: '/hung' },
  });
}

function sceneWith(bursts: readonly (readonly [number, number])[]): Scene {
  const log = [...steady([0, MINUTES], 15), ...bursts.flatMap(hung)];
  const series = workers(rises);
  return sceneOf(log, incidentIn(series, 40, 46));
}

function repeated(scene: Scene, neighbours: Parameters<typeof repeatedRisesOf>[2] = []) {
  const slice = sliceOf(scene, { route: '/hung' });
  return repeatedRisesOf(scored({ slice }), scene, neighbours);
}

describe('repeatedRisesOf', () => {
  it('counts all five rises of the log, whichever the incident is', () => {
    const found = repeated(sceneWith(rises));
    expect(found).toMatchObject({ rises: 5, preceded: 5, bursts: 5, followed: 5, hosts: 1 });
    expect(found?.chance).toBeLessThan(0.03);
    expect(found?.byWholeDays).toBe(false);
  });

  it('tells whether more of it goes with higher rises', () => {
    expect(repeated(sceneWith(rises))?.doseResponse).toBeGreaterThan(0.89);
    const turned = rises.map(([minute, height]) => [minute, 130 - height] as const);
    expect(repeated(sceneWith(turned))?.doseResponse).toBeLessThan(-0.89);
  });

  it('says so where it came at other times, or not at all', () => {
    const elsewhere = [...rises.slice(0, 3), [90, 60], [180, 60], [260, 60]] as const;
    const found = repeated(sceneWith(elsewhere));
    expect(found).toMatchObject({ rises: 5, preceded: 3, bursts: 6, followed: 3 });
    const [first, second] = [repeated(sceneWith(rises))?.chance, found?.chance];
    expect(second).toBeGreaterThan(first ?? 1);
  });

  it('takes a burst in a gap of the series for nothing', () => {
    const scene = sceneWith([...rises, [180, 60]]);
    const { series } = scene;
    series.values.fill(Number.NaN, 170, 195);
    expect(repeated(scene)).toMatchObject({ rises: 5, bursts: 5, followed: 5 });
  });

  it('needs rises enough, of a series that the log does not make itself', () => {
    const scene = sceneWith(rises);
    const few = { ...scene.incident.primary.window, series: workers(rises.slice(0, 2)) };
    const twice = incidentIn(few.series, 40, 46);
    const log = [...steady([0, MINUTES], 15), ...rises.flatMap(hung)];
    expect(repeated(sceneOf(log, twice))).toBeUndefined();
    const own = { ...workers(rises), role: 'log-in-flight' as const };
    expect(repeated(sceneOf(log, incidentIn(own, 40, 46)))).toBeUndefined();
  });

  it('adds the rises of the same series on other hosts, where it came or did not', () => {
    const scene = sceneWith(rises);
    const there = (log: readonly Request[]) => ({
      name: 'web2',
      front: { rollup: rollupOf(log), durations: 'logged' as const, paths: ['web2.log'] },
      series: [
        workers([
          [80, 60],
          [190, 60],
        ]),
      ],
    });
    const quiet = steady([0, MINUTES], 15);
    const with2 = there([...quiet, ...hung([80, 60]), ...hung([190, 60])]);
    expect(repeated(scene, [with2])).toMatchObject({ rises: 7, preceded: 7, hosts: 2 });
    expect(repeated(scene, [there(quiet)])).toMatchObject({ rises: 7, preceded: 5, bursts: 5 });
    const other = { ...with2, series: [workers([[80, 60]], 'other_workers')] };
    expect(repeated(scene, [other])).toMatchObject({ rises: 5, hosts: 1 });
  });
});
