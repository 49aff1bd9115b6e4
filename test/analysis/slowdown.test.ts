import { describe, expect, it } from 'vitest';
import { derivedCandidates } from '../../src/analysis/derived-candidates.ts';
import { Ownership } from '../../src/analysis/ownership.ts';
import {
  type Change,
  changeOf,
  changeOutside,
  commonSlowdown,
  hasWholeSeconds,
  isVictim,
  ownPart,
  partOfOwn,
} from '../../src/analysis/slowdown.ts';
import { victimsOf } from '../../src/analysis/victims.ts';
import type { Request } from '../../src/rollup/request.ts';
import type { SliceView } from '../../src/rollup/slice-view.ts';
import { incidentIn, sceneOf, scored, sliceOf, steady, stepSeries } from './scenes.ts';

const usual: Change = {
  secondsBefore: 1,
  secondsDuring: 3,
  arrivals: 1,
  requestsBefore: 100,
  requestsDuring: 50,
};

describe('isVictim', () => {
  it.each([
    ['slow as everybody', {}, 3, true],
    ['a little slower than everybody', { secondsDuring: 4.4 }, 3, true],
    ['far slower than everybody', { secondsDuring: 30 }, 3, false],
    ['slow where nobody is', {}, 1, false],
    ['slow, and asked for more often', { arrivals: 2 }, 3, false],
    ['never seen before', { requestsBefore: 0, secondsBefore: Number.NaN }, 3, false],
    ['hardly seen before', { requestsBefore: 4 }, 3, false],
    ['of unknown duration', { secondsBefore: 0, secondsDuring: 0 }, 3, false],
  ])('%s', (_, change, common, answer) => {
    expect(isVictim({ ...usual, ...change }, { factor: common, isWait: false })).toBe(answer);
  });
});

describe('isVictim in a line before workers', () => {
  const waiting: Change = { ...usual, secondsBefore: 0.01, secondsDuring: 8 };
  const others: Change = { ...usual, secondsBefore: 0.2, secondsDuring: 9 };

  it.each([
    ['waited as the others did, if many times its own time', {}, others, true],
    [
      'was asked for more often as the others were',
      { arrivals: 2 },
      { ...others, arrivals: 2 },
      true,
    ],
    [
      'was asked for more often than the others',
      { arrivals: 4 },
      { ...others, arrivals: 2 },
      false,
    ],
    ['waited far longer', { secondsDuring: 60 }, others, false],
    ['waited while the others did not', {}, { ...others, secondsDuring: 0.3 }, false],
    ['waited while there were no others', {}, { ...others, requestsBefore: 0 }, false],
  ])('%s', (_, change, rest, answer) => {
    expect(isVictim({ ...waiting, ...change }, { factor: 20, isWait: false }, rest)).toBe(answer);
  });

  /** What takes a second, and then a minute, while the shortest becomes a thousand times as long by waiting. */
  const holding: Change = { ...usual, secondsBefore: 1, secondsDuring: 60 };

  it.each([
    ['a line for all', true, false],
    ['a machine that is short of something', false, true],
  ])('is told by %s whether it holds the workers', (_, isWait, answer) => {
    expect(isVictim(holding, { factor: 1000, isWait }, others)).toBe(answer);
  });

  it('is told by the others only where everybody is slow', () => {
    expect(isVictim(waiting, { factor: 1.2, isWait: false }, others)).toBe(false);
  });
});

/** A route that takes `seconds` before and `during` the incident of minutes 30 to 40. */
function route(name: string, seconds: number, during: number, every = 10): Request[] {
  const dimensions = { route: name };
  return [
    ...steady([0, 29], every, { dimensions, lasts: seconds }),
    ...steady([29, 40], every, { dimensions, lasts: during }),
    ...steady([40, 60], every, { dimensions, lasts: seconds }),
  ];
}

const log = [
  ...route('/page', 1, 3),
  ...route('/slower', 0.5, 2),
  ...route('/quick', 0.01, 0.03),
  ...route('/steady', 1, 1),
  ...route('/hung', 1, 50),
];
const scene = sceneOf(log, incidentIn(stepSeries([30, 40]), 30, 40));
const slices = scene.rollup.slices();

describe('changeOf', () => {
  it('is the time in flight by arrivals, before and during', () => {
    const change = changeOf(scene, sliceOf(scene, { route: '/page' }));
    expect(change.secondsBefore).toBeCloseTo(1, 1);
    expect(change.secondsDuring).toBeCloseTo(3, 1);
    expect(change.arrivals).toBeCloseTo(1, 1);
  });
});

describe('changeOutside', () => {
  it('is of all requests but those of the slice', () => {
    const all = changeOf(scene, undefined);
    const own = changeOf(scene, sliceOf(scene, { route: '/page' }));
    const rest = changeOutside(scene, sliceOf(scene, { route: '/page' }));
    expect(rest.requestsDuring).toBeCloseTo(all.requestsDuring - own.requestsDuring, 9);
    const held = (one: Change): number => one.secondsDuring * one.requestsDuring;
    expect(held(rest)).toBeCloseTo(held(all) - held(own), 6);
  });
});

describe('ownPart', () => {
  /** What takes 40 seconds more holds the workers; the other is asked for thrice as often and waits for them. */
  const queue = [
    ...route('/slow', 1, 61),
    ...route('/page', 1, 21),
    ...route('/other', 1, 21),
    ...steady([29, 40], 5, { dimensions: { route: '/page' }, lasts: 21 }),
  ].sort((a, b) => a.startMs - b.startMs);
  const waiting = sceneOf(queue, incidentIn(stepSeries([30, 40]), 30, 40));

  it('is all of who is slow, and none of who waits, however often', () => {
    expect(ownPart(waiting, sliceOf(waiting, { route: '/slow' }))).toBeGreaterThan(0.9);
    expect(ownPart(waiting, sliceOf(waiting, { route: '/page' }))).toBeLessThan(0.05);
  });

  it('is all of what was never asked for before, if nothing else is slow', () => {
    const fresh = [
      ...route('/page', 0.1, 0.1),
      ...steady([30, 40], 5, { dimensions: { route: '/new' }, lasts: 30 }),
    ].sort((a, b) => a.startMs - b.startMs);
    const surge = sceneOf(fresh, incidentIn(stepSeries([30, 40]), 30, 40));
    expect(ownPart(surge, sliceOf(surge, { route: '/new' }))).toBeGreaterThan(0.9);
  });

  it('is unknown where there are no others to compare with', () => {
    const alone = sceneOf(route('/page', 1, 3), incidentIn(stepSeries([30, 40]), 30, 40));
    expect(ownPart(alone, sliceOf(alone, { route: '/page' }))).toBeUndefined();
  });

  it('is unknown where all wait so long that what is left is chance', () => {
    const crowded = [
      ...route('/page', 1, 600),
      ...route('/other', 1, 620),
      ...steady([29, 40], 5, { dimensions: { route: '/page' }, lasts: 600 }),
    ].sort((a, b) => a.startMs - b.startMs);
    const full = sceneOf(crowded, incidentIn(stepSeries([30, 40]), 30, 40));
    const page = sliceOf(full, { route: '/page' });
    expect(ownPart(full, page)).toBeUndefined();
    expect(new Ownership(full, full.rollup.slices()).weightOf(page, 'in-flight')).toBe(1);
  });

  it.each([
    ['by the others, if they are fewer pages', 2, 1],
    ['by all pages, where they are most of what is asked for', 1, 0.1],
  ])('tells the pages of a folder that hang %s', (_, times, weight) => {
    const hung = ['a', 'b', 'c'].flatMap((page) => route(`/app/${page}`, 1, 200));
    const rest = ['/page', '/other'].flatMap((name) =>
      Array.from({ length: times }, () => route(name, 1, 5)).flat(),
    );
    const half = sceneOf([...hung, ...rest], incidentIn(stepSeries([30, 40]), 30, 40));
    const folders = derivedCandidates(half.rollup).slices;
    const folder = folders.find(({ subject }) => subject.folder === '/app/');
    const ownership = new Ownership(half, [...half.rollup.slices(), ...folders]);
    expect(ownership.weightOf(folder, 'in-flight')).toBe(weight);
  });

  it.each([
    ['a page that waits for far longer', 180, 0.1],
    ['no page that waits for any longer', 101, 1],
  ])('where all wait alike, and long, goes by %s', (_, heldSeconds, weight) => {
    const ordinary = [0.01, 0.05, 0.2, 0.5, 1].flatMap((own, place) =>
      route(`/page${place}`, own, 100 + own),
    );
    const oftener = steady([29, 40], 4, { dimensions: { route: '/page1' }, lasts: 100.05 });
    const crowded = [...ordinary, ...oftener, ...route('/held', 1, heldSeconds, 40)];
    const full = sceneOf(
      crowded.sort((a, b) => a.startMs - b.startMs),
      incidentIn(stepSeries([30, 40]), 30, 40),
    );
    const ownership = new Ownership(full, full.rollup.slices());
    const page = sliceOf(full, { route: '/page1' });
    expect(ownPart(full, page)).toBeUndefined();
    expect(ownership.weightOf(page, 'in-flight')).toBe(weight);
  });

  it('makes a victim of who only waits', () => {
    const ownership = new Ownership(waiting, waiting.rollup.slices());
    const weightOf = (name: string): number =>
      ownership.weightOf(sliceOf(waiting, { route: name }), 'in-flight');
    expect([weightOf('/slow'), weightOf('/page')]).toEqual([1, 0.1]);
  });
});

describe('partOfOwn', () => {
  const hung = ['a', 'b', 'c', 'd'].flatMap((page) => route(`/app/${page}`, 1, 65));
  const rest = ['/page', '/other'].flatMap((name) => route(name, 0.1, 4.1, 2));
  const waiting = sceneOf([...hung, ...rest], incidentIn(stepSeries([30, 40]), 30, 40));
  const app = derivedCandidates(waiting.rollup).slices.find(
    ({ subject }) => subject.folder === '/app/',
  );
  const pageOf = (name: string): SliceView => sliceOf(waiting, { route: name });

  it('is what a page holds of all that its folder does, beyond the wait of all', () => {
    if (app === undefined) throw new Error('no folder /app/');
    expect(partOfOwn(waiting, pageOf('/app/a'), app)).toBeCloseTo(0.25, 1);
    expect(partOfOwn(waiting, app, app)).toBe(1);
  });

  it('is nothing of who only waits', () => {
    if (app === undefined) throw new Error('no folder /app/');
    expect(partOfOwn(waiting, pageOf('/page'), app)).toBeLessThan(0.01);
  });

  it('is unknown where nothing is outside, or nothing is held', () => {
    const alone = sceneOf(route('/page', 1, 3), incidentIn(stepSeries([30, 40]), 30, 40));
    const page = sliceOf(alone, { route: '/page' });
    expect(partOfOwn(alone, page, page)).toBeUndefined();
    expect(partOfOwn(waiting, pageOf('/page'), pageOf('/page'))).toBeUndefined();
  });
});

describe('hasWholeSeconds', () => {
  it.each([
    ['of seconds', 2, true],
    ['of a part of a second', 0.2503, false],
  ])('tells durations %s', (_, lasts, answer) => {
    const rollup = sceneOf(
      steady([0, 60], 10, { lasts }),
      incidentIn(stepSeries([30, 40]), 30, 40),
    ).rollup;
    expect(hasWholeSeconds(rollup.slices())).toBe(answer);
  });
});

describe('commonSlowdown', () => {
  it('is none where only the one that hangs took any time that was measured', () => {
    const untimed = ['/a', '/b', '/c'].flatMap((name) => route(name, 0, 0));
    const quick = sceneOf(
      [...untimed, ...route('/hung', 0.1, 40)],
      incidentIn(stepSeries([30, 40]), 30, 40),
      'implied',
    );
    const all = quick.rollup.slices();
    expect(commonSlowdown(quick, all)).toEqual({ factor: 1, isWait: false });
    const ownership = new Ownership(quick, all);
    expect(ownership.weightOf(sliceOf(quick, { route: '/hung' }), 'in-flight')).toBe(1);
  });

  it('leaves files that take no time out of it where durations are logged', () => {
    const files = ['/a', '/b', '/c'].flatMap((name) => route(name, 0, 0));
    const served = sceneOf(
      [...files, ...route('/page', 1, 4)],
      incidentIn(stepSeries([30, 40]), 30, 40),
    );
    expect(commonSlowdown(served, served.rollup.slices()).factor).toBeCloseTo(4, 0);
  });

  it('is the median over routes', () => {
    expect(commonSlowdown(scene, slices).factor).toBeCloseTo(3, 0);
  });

  it('is none where no route has a usual duration', () => {
    expect(commonSlowdown(scene, [])).toEqual({ factor: 1, isWait: false });
  });

  const usualSeconds = [0.01, 0.05, 0.2, 0.5, 1, 2];

  it.each([
    ['the same seconds for all', (seconds: number) => seconds + 5, true],
    ['the same factor for all', (seconds: number) => 5 * seconds, false],
    ['nothing', (seconds: number) => seconds, false],
  ])('tells whether it is a wait: %s', (_, during, isWait) => {
    const all = usualSeconds.flatMap((seconds, at) =>
      route(`/page${at}`, seconds, during(seconds)),
    );
    const alike = sceneOf(all, incidentIn(stepSeries([30, 40]), 30, 40));
    expect(commonSlowdown(alike, alike.rollup.slices()).isWait).toBe(isWait);
  });

  it('does not take many pages that hang for a wait of all, where most requests are quick', () => {
    const hung = usualSeconds.flatMap((seconds, at) => route(`/hung${at}`, seconds, 120));
    const quick = ['/a', '/b'].flatMap((name) => route(name, 0.01, 0.01, 0.5));
    const all = [...hung, ...quick].sort((a, b) => a.startMs - b.startMs);
    const some = sceneOf(all, incidentIn(stepSeries([30, 40]), 30, 40));
    const { factor, isWait } = commonSlowdown(some, some.rollup.slices());
    expect(factor).toBeGreaterThan(100);
    expect(isWait).toBe(false);
  });

  it('does not tell by few routes whether it is a wait', () => {
    const few = [...route('/a', 0.01, 5), ...route('/b', 1, 6)];
    const alike = sceneOf(few, incidentIn(stepSeries([30, 40]), 30, 40));
    expect(commonSlowdown(alike, alike.rollup.slices()).isWait).toBe(false);
  });
});

describe('victimsOf', () => {
  it('lists routes that slowed down like all, slowest first, if it is worth telling', () => {
    const victims = victimsOf(scene, slices, []);
    expect(victims.map(({ subject }) => subject.route)).toEqual(['/page', '/slower']);
  });

  it('never lists a culprit', () => {
    const guilty = [scored({ subject: { route: '/page', client: '192.0.2.1' } })];
    const victims = victimsOf(scene, slices, guilty);
    expect(victims.map(({ subject }) => subject.route)).toEqual(['/slower']);
  });

  it('knows none where durations are not logged', () => {
    const blind = log.map((one) => ({ ...one, startMs: one.endMs, durationKnown: false }));
    const dark = sceneOf(blind, incidentIn(stepSeries([30, 40]), 30, 40), 'none');
    expect(victimsOf(dark, dark.rollup.slices(), [])).toEqual([]);
  });
});
