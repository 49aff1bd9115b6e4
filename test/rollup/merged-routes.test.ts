import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dimension, Subject } from '../../src/rollup/dimension.ts';
import { groupings } from '../../src/rollup/grouping.ts';
import { defaultLimits, type RollupLimits } from '../../src/rollup/limits.ts';
import type { Request } from '../../src/rollup/request.ts';
import type { Rollup, SliceView } from '../../src/rollup/rollup.ts';
import { word, words } from '../support/words.ts';
import { build, everything, merged, noonMs, request } from './requests.ts';

function requestOf(place: number, dimensions: Subject): Request {
  const startMs = noonMs + place * 10;
  return request({ startMs, endMs: startMs + (place % 50), bytesOut: place % 97, dimensions });
}

/** A log of these routes, each asked for once, by one of three clients. */
function logOf(routes: readonly string[]): Request[] {
  return routes.map((route, place) => requestOf(place, { route, client: `c${place % 3}` }));
}

function slicesOf(rollup: Rollup, names: readonly Dimension[]): SliceView[] {
  return rollup.slices().filter(({ dimensions }) => dimensions.join() === names.join());
}

function requestsBy(rollup: Rollup, ...names: Dimension[]): Record<string, number> {
  return Object.fromEntries(
    slicesOf(rollup, names).map(({ subject, summary }) => [
      names.map((name) => subject[name]).join(' '),
      summary.requests,
    ]),
  );
}

const users = words(120, '/user/');
const logins = Array.from({ length: 30 }, () => '/user/login');

describe('a rollup with a crowded folder', () => {
  it('tells its names as one route, alone and in pairs, but for a heavy one', () => {
    const rollup = build(logOf([...users, ...logins, '/about']));
    rollup.mergeRoutes();
    expect(requestsBy(rollup, 'route')).toEqual({
      '/about': 1,
      '/user/login': 30,
      '/user/{…}': 120,
    });
    expect(requestsBy(rollup, 'route', 'client')).toEqual({
      '/about c0': 1,
      ...{ '/user/login c0': 10, '/user/login c1': 10, '/user/login c2': 10 },
      ...{ '/user/{…} c0': 40, '/user/{…} c1': 40, '/user/{…} c2': 40 },
    });
    expect(rollup.routeNames.folders).toEqual([{ folder: '/user/', kept: ['login'] }]);
    expect(rollup.limitsHit).toEqual([]);
  });

  it('tells all of the merged route that its requests would tell under one name', () => {
    const named = logOf([...users, ...logins]);
    const rollup = build(named);
    rollup.mergeRoutes();
    const renamed = build(
      named.map((one) => {
        const route = rollup.routeNames.nameOf(one.dimensions.route ?? '');
        return { ...one, dimensions: { ...one.dimensions, route } };
      }),
    );
    expect(everything(rollup)).toEqual(everything(renamed));
  });

  it('tells the same in any order, in parts, and when asked again', () => {
    const log = logOf([...users, ...logins, ...words(120, '/a/', '/b'), ...words(20, '/c/')]);
    const parts = fc.tuple(fc.shuffledSubarray(log, { minLength: log.length }), fc.nat(log.length));
    const whole = build(log);
    whole.mergeRoutes();
    const expected = everything(whole);
    whole.mergeRoutes();
    expect(everything(whole)).toEqual(expected);
    fc.assert(
      fc.property(parts, ([shuffled, cut]) => {
        const rollup = merged([build(shuffled.slice(cut)), build(shuffled.slice(0, cut))]);
        rollup.mergeRoutes();
        expect(everything(rollup)).toEqual(expected);
      }),
      { numRuns: 6 },
    );
  });
});

/** Few keys, so that a short log overflows; room for a crowd that is folded. */
const fewKeys: RollupLimits = { ...defaultLimits, keyCap: 120, heavyKeys: 4, burstKeys: 1 };

/** What `fewKeys` make of made-up routes, with ten heavy requests among a hundred. */
function flooded(routeOf: (place: number) => string): Rollup {
  const log = Array.from({ length: 6000 }, (_, place) => {
    const route = place % 10 === 0 ? '/user/login' : routeOf(place);
    return requestOf(place, { route, client: `c${place % 3}` });
  });
  const rollup = merged(
    [build(log.slice(0, 2500), fewKeys), build(log.slice(2500), fewKeys)],
    fewKeys,
  );
  rollup.mergeRoutes();
  return rollup;
}

describe('made-up routes above the cap', () => {
  it.each<[name: string, routeOf: (place: number) => string, route: string]>([
    ['in one folder', (place) => `/user/${word(place)}`, '/user/{…}'],
    [
      'of many parts',
      (place) => `/${word(place)}/${word(place * 7)}/${word(place * 3)}`,
      '/{…}/{…}/{…}',
    ],
    [
      'in fewer folders than a crowd',
      (place) => `/shop/${word(place % 30)}/${word(place)}/buy`,
      '/shop/{…}/{…}/buy',
    ],
    ['of queries', (place) => `/index.php?page=${word(place)}`, '/index.php?{…}'],
  ])('are not lost among all others: %s', (_, routeOf, route) => {
    const rollup = flooded(routeOf);
    const byRoute = requestsBy(rollup, 'route');
    expect(byRoute).toEqual({ '/user/login': 600, [route]: 5400 });
    for (const client of ['c0', 'c1', 'c2']) {
      const pair = requestsBy(rollup, 'route', 'client')[`${route} ${client}`] ?? 0;
      expect(pair).toBe(1800);
    }
    expect(rollup.limitsHit).toEqual(['route']);
  });

  it('that no rule joins are counted with all others', () => {
    const rollup = flooded((place) => `${word(place)}:443`);
    expect(requestsBy(rollup, 'route')['(other)']).toBeGreaterThan(5000);
  });

  it('never make more slices than the cap, and every sum stays that of all traffic', () => {
    const part = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l');
    const route = fc.array(part, { minLength: 1, maxLength: 4 }).map((all) => `/${all.join('/')}`);
    const limits = { ...fewKeys, keyCap: 40, heavyKeys: 2 };
    fc.assert(
      fc.property(fc.array(route, { minLength: 400, maxLength: 600, size: 'max' }), (routes) => {
        const rollup = build([], limits);
        for (const one of logOf(routes)) rollup.observe(one);
        const check = (): void => {
          for (const { dimensions } of groupings.filter(({ first }) => first === 0)) {
            const slices = slicesOf(rollup, dimensions);
            expect(slices.length).toBeLessThanOrEqual(limits.keyCap + 1);
            const total = slices.reduce((sum, { summary }) => sum + summary.requests, 0);
            expect([0, routes.length]).toContain(total);
          }
        };
        check();
        rollup.mergeRoutes();
        check();
      }),
      { numRuns: 15 },
    );
  });

  it('keep what is known of a heavy route within the stated error', () => {
    const rollup = flooded((place) => `/user/${word(place)}`);
    const exact = 600;
    const told = requestsBy(rollup, 'route')['/user/login'] ?? 0;
    const error = rollup.foldedKeys.find(({ dimensions }) => dimensions.join() === 'route');
    expect(exact - told).toBeLessThanOrEqual(error?.missing.requests ?? 0);
  });
});
