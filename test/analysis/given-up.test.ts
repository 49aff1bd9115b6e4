import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import { hasFailed, isAllGivenUp, isGivenUp, showsGivenUp } from '../../src/analysis/given-up.ts';
import type { IncidentWindow } from '../../src/incidents/incident.ts';
import type { Request } from '../../src/rollup/request.ts';
import type { Series } from '../../src/series/series.ts';
import { incidentIn, sceneOf, sliceOf, steady, stepSeries } from './scenes.ts';

const workers = stepSeries([30, 60], { height: 50, until: 120 });
const incident: IncidentWindow = incidentIn(workers, 30, 60);

/** Lines of a log without durations. */
function lines(
  span: readonly [number, number],
  every: number,
  dimensions: Request['dimensions'],
  facts: Partial<Request> = {},
): Request[] {
  return steady(span, every, { dimensions, durationKnown: false, ...facts });
}

/** Pages of a shop that are answered with `status` while the incident lasts; everything else is as ever. */
function shop(status: string): Request[] {
  const ended = { failed: status === '504', aborted: status === '499' };
  const pages = ['/shop/oak', '/shop/elm', '/shop/yew', '/shop/fir'].flatMap((route, at) => [
    ...lines([0, 29], 20 + at, { route, status: '200' }),
    ...lines([29, 59], 20 + at, { route, status }, ended),
    ...lines([60, 120], 20 + at, { route, status: '200' }),
  ]);
  return [...pages, ...lines([0, 120], 2, { route: '/news', status: '200' })].sort(
    (a, b) => a.startMs - b.startMs,
  );
}

describe('isGivenUp', () => {
  it.each([
    [{ status: '504' }, true, true],
    [{ status: '499' }, true, true],
    [{ route: '/', status: '504' }, true, false],
    [{ status: '502' }, false, false],
    [{ status: '200' }, false, false],
    [{ route: '/' }, false, false],
  ])('%j: %s, and all of it: %s', (subject, isIt, isAll) => {
    expect([isGivenUp(subject), isAllGivenUp(subject)]).toEqual([isIt, isAll]);
  });
});

describe('showsGivenUp', () => {
  it.each([
    ['504', true],
    ['499', true],
    ['503', false],
  ])('of status %s: %s', (status, answer) => {
    const scene = sceneOf(shop(status), incident, 'none');
    expect(showsGivenUp(scene, scene.rollup.slices())).toBe(answer);
  });

  it('is not said of what was given up as often before', () => {
    const always = [...shop('200'), ...lines([0, 120], 10, { route: '/feed', status: '499' })];
    const scene = sceneOf(always, incident, 'none');
    expect(showsGivenUp(scene, scene.rollup.slices())).toBe(false);
  });
});

describe('hasFailed', () => {
  it('is said of pages that failed in the incident', () => {
    const scene = sceneOf(shop('504'), incident, 'none');
    const failed = (route: string): boolean => hasFailed(scene, sliceOf(scene, { route }));
    expect([failed('/shop/oak'), failed('/news')]).toEqual([true, false]);
  });
});

describe('analyse', () => {
  const suspected = (log: readonly Request[], series: Series = workers): unknown => {
    const { tier } = sceneOf(log, incident, 'none');
    const { incidents } = analyse([{ name: undefined, tiers: [tier], series: [series] }], {
      top: 3,
    });
    const [first] = incidents[0]?.culprits ?? [];
    return first && [first.finding.lead.subject, first.verdict, first.kind];
  };

  it.each([
    ['504', 'slow-url'],
    ['499', 'client-aborts'],
  ])(
    'suspects what ended with %s where no durations are logged, and accuses it never',
    (status, kind) => {
      expect(suspected(shop(status))).toEqual([{ status }, 'suspect', kind]);
    },
  );

  it('does not suspect a status that says nothing of a wait', () => {
    expect(suspected(shop('503'))).not.toContainEqual({ status: '503' });
  });

  it('does not take pictures that nobody asked for, as their pages hung, for what hung', () => {
    const isUp = ({ startMs }: Request): boolean =>
      startMs >= incident.startMs - 60_000 && startMs < incident.endMs;
    const pictures = lines([0, 120], 1.5, { route: '/img/{…}', status: '200' });
    const missed = pictures.filter((one, at) => !isUp(one) || at % 10 === 0);
    const log = (status: string): Request[] =>
      [...shop(status), ...missed].sort((a, b) => a.startMs - b.startMs);
    expect(suspected(log('200'))).toEqual([{ route: '/img/{…}' }, 'suspect', 'slow-url']);
    expect(suspected(log('504'))).toEqual([{ status: '504' }, 'suspect', 'slow-url']);
  });
});
