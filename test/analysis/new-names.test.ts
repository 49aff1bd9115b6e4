import { describe, expect, it } from 'vitest';
import { Debuts, newcomersOf, newNamesIn, newSince } from '../../src/analysis/new-names.ts';
import type { Scene } from '../../src/analysis/scene.ts';
import type { Request } from '../../src/rollup/request.ts';
import { isOf } from '../../src/rollup/subject-match.ts';
import { SubjectNames } from '../../src/rollup/subject-names.ts';
import { incidentIn, requestAt, sceneOf, steady, stepSeries } from './scenes.ts';

const UNTIL = 200;
const [FROM, TO] = [140, 150] as const;

/** Requests every so many seconds of these minutes, each of another client. */
function strangers(
  [from, to]: readonly [number, number],
  every: number,
  named: string,
  route = '/',
): Request[] {
  return Array.from({ length: Math.floor(((to - from) * 60) / every) }, (_, i) =>
    requestAt(from * 60 + i * every, {
      dimensions: { route, client: `${named}${i}`, agent: 'Firefox/140.0' },
    }),
  );
}

/** Ten regulars, and a stranger every five minutes. */
const usual: readonly Request[] = [
  ...Array.from({ length: 10 }, (_, i) =>
    steady([0, UNTIL], 60, {
      dimensions: { route: '/', client: `regular${i}`, agent: 'Firefox/140.0' },
    }),
  ).flat(),
  ...strangers([0, UNTIL], 300, 'passer-by'),
];

function sceneWith(
  log: readonly Request[],
  [from, to]: readonly [number, number] = [FROM, TO],
): Scene {
  return sceneOf(
    [...usual, ...log],
    incidentIn(stepSeries([from, to], { until: UNTIL }), from, to),
  );
}

function subjectsNew(scene: Scene): unknown {
  return newSince(scene, new Debuts(scene.rollup)).map(({ subject }) => subject);
}

const crowd = strangers([FROM - 1, TO - 1], 4, 'stranger');

describe('newSince', () => {
  it('has nothing where no more newcomers came than usual', () => {
    expect(subjectsNew(sceneWith([]))).toEqual([]);
  });

  it('has clients that came with the incident', () => {
    expect(subjectsNew(sceneWith(crowd))).toEqual([{ new: 'client' }]);
  });

  it('has pages and agents that came with it', () => {
    const release = Array.from({ length: 3 }, (_, i) =>
      steady([FROM - 1, TO - 1], 10, {
        dimensions: { route: `/v2/${i}`, client: 'regular1', agent: `App/2.${i}` },
      }),
    ).flat();
    expect(subjectsNew(sceneWith(release))).toEqual([{ new: 'agent' }, { new: 'route' }]);
  });

  it('has nothing where one name is all that is new: it is named itself', () => {
    const one = steady([FROM - 1, TO - 1], 4, { dimensions: { route: '/', client: 'one' } });
    expect(subjectsNew(sceneWith(one))).toEqual([]);
  });

  it('has nothing where as many strangers came at another time', () => {
    const before = strangers([100, 110], 4, 'tourist');
    expect(subjectsNew(sceneWith([...crowd, ...before]))).toEqual([]);
  });

  it('has nothing where the log begins too shortly before: everybody is new', () => {
    const soon = strangers([24, 34], 4, 'stranger');
    expect(subjectsNew(sceneWith(soon, [25, 35]))).toEqual([]);
  });

  it('is exactly the requests that its names tell', () => {
    const again = strangers([170, 180], 8, 'stranger');
    const scene = sceneWith([...crowd, ...again]);
    const [slice] = newSince(scene, new Debuts(scene.rollup));
    const names = new SubjectNames(undefined, newNamesIn(slice, scene.rollup));
    const own = [...usual, ...crowd, ...again].filter((one) => isOf(one, { new: 'client' }, names));
    // 150 strangers, half of whom come again, and three who pass by.
    expect(own).toHaveLength(150 + 75 + 3);
    expect(slice?.summary.requests).toBe(own.length);
    expect(slice && scene.rollup.activity(slice, 'requests').reduce((a, b) => a + b, 0)).toBe(
      own.length,
    );
  });
});

describe('newcomersOf', () => {
  it('tells how many there were, and what is usual', () => {
    const scene = sceneWith(crowd);
    expect(newcomersOf(scene, 'client')).toMatchObject({
      names: 153,
      requests: 153,
      usual: expect.closeTo(2, 0),
      mostOfOne: 1 / 153,
      most: 3,
    });
    expect(newcomersOf(scene, 'route')).toBeUndefined();
  });
});
