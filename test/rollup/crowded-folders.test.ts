import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CrowdRule,
  crowdedFamilies,
  crowdedFolders,
  type RouteWeight,
} from '../../src/rollup/crowded-folders.ts';
import type { RouteNames } from '../../src/rollup/route-names.ts';
import { word, words } from '../support/words.ts';

const crowd = 100;

/** Routes that weigh 1 each, but for those with weights of their own. */
function namesOf(
  routes: readonly string[],
  { heavy = {}, ...rule }: Partial<CrowdRule> & { heavy?: Record<string, number[]> } = {},
): RouteNames {
  const weigh = (place: number): RouteWeight => {
    const [sum = 1, peak = 1] = heavy[routes[place] ?? ''] ?? [];
    return { sums: [sum], peaks: [peak] };
  };
  return crowdedFolders({ routes, weigh }, { crowd, heavyShare: 0.05, ...rule });
}

describe('a folder', () => {
  it('of fewer names than a crowd keeps them', () => {
    expect(namesOf(words(crowd - 1, '/shop/')).folders).toEqual([]);
  });

  it('of a crowd merges them, and its own page, others and what is no path stay', () => {
    const names = namesOf([...words(crowd, '/shop/'), '/shop/', '/shop', '/about', '*']);
    expect(names.folders).toEqual([{ folder: '/shop/', kept: [] }]);
    expect(names.nameOf('/shop/never-seen')).toBe('/shop/{…}');
    for (const route of ['/shop/', '/shop', '/about', '*']) expect(names.nameOf(route)).toBe(route);
  });

  it('keeps a name that is heavy by any measure', () => {
    const heavy = { '/files/dump.iso': [1, 5e9], '/files/login': [9000, 1] };
    const names = namesOf([...words(5000, '/files/'), ...Object.keys(heavy)], { heavy });
    expect(names.folders).toEqual([{ folder: '/files/', kept: ['dump.iso', 'login'] }]);
  });

  it.each([
    [120, 4, '/a/{…}'],
    [120, 6, '/a/login'],
    [1000, 9, '/a/{…}'],
    [1000, 11, '/a/login'],
    [90_000, 800, '/a/{…}'],
    [90_000, 1000, '/a/login'],
  ])('of %d names has one that weighs as much as %d: %s', (count, weight, name) => {
    const heavy = { '/a/login': [weight, 1] };
    expect(namesOf([...words(count, '/a/'), '/a/login'], { heavy }).nameOf('/a/login')).toBe(name);
  });

  it('keeps a name whose burst is above all that was merged', () => {
    const routes = ['/a/{…}', ...words(8, '/a/'), '/a/export'];
    const heavy = { '/a/{…}': [1e6, 40], '/a/export': [1, 41] };
    expect(namesOf(routes, { heavy }).nameOf('/a/export')).toBe('/a/export');
    expect(namesOf(routes, { heavy: { ...heavy, '/a/export': [1, 40] } }).nameOf('/a/export')).toBe(
      '/a/{…}',
    );
  });

  it('keeps a name for all that is below it', () => {
    const names = namesOf([...words(200, '/a/'), ...words(90, '/a/login/')]);
    expect(names.folders).toEqual([{ folder: '/a/', kept: ['login'] }]);
  });

  it('does not keep a name whose weight may be wrong by as much', () => {
    const routes = [...words(crowd, '/a/'), '/a/login'];
    const heavy = { '/a/login': [50, 0] };
    expect(namesOf(routes, { heavy, missing: [49, 0] }).nameOf('/a/login')).toBe('/a/login');
    expect(namesOf(routes, { heavy, missing: [50, 0] }).nameOf('/a/login')).toBe('/a/{…}');
  });

  it('does not keep a name with too few routes below it', () => {
    const routes = [...words(200, '/a/'), ...words(9, '/a/b1/'), ...words(10, '/a/b2/')];
    const heavy = { '/a/b1/b': [90, 1], '/a/b2/b': [90, 1] };
    const { folders } = namesOf(routes, { heavy, leastRoutes: 10 });
    expect(folders).toEqual([{ folder: '/a/', kept: ['b2'] }]);
  });

  it('in which names are merged already merges what came since', () => {
    const routes = ['/a/{…}', ...words(9, '/a/')];
    const heavy = { '/a/{…}': [1e6, 1e6] };
    expect(namesOf(routes, { heavy }).folders).toEqual([{ folder: '/a/', kept: [] }]);
  });

  it('below merged names is one for all of them', () => {
    const routes = words(200, '/user/', '/orders').flatMap((one) => [one, `${one}/last`]);
    const names = namesOf(routes);
    expect(names.nameOf('/user/x/orders')).toBe('/user/{…}/orders');
    expect(names.nameOf('/user/y/orders/last')).toBe('/user/{…}/orders/last');
  });

  it('may be crowded only taken together', () => {
    const routes = words(200).map((one) => `/user/${one}/${one}x`);
    expect(namesOf(routes).nameOf('/user/any/other')).toBe('/user/{…}/{…}');
  });

  it('may be the queries of a page', () => {
    const names = namesOf([...words(crowd, '/index.php?page='), '/index.php']);
    expect(names.nameOf('/index.php?page=x')).toBe('/index.php?{…}');
    expect(names.nameOf('/index.php')).toBe('/index.php');
  });
});

describe('crowded folders', () => {
  const segment = fc.constantFrom('a', 'b', 'c', 'd', 'e', '');
  const routes = fc.uniqueArray(
    fc.array(segment, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`),
    { maxLength: 60 },
  );

  it('are the same in any order of routes', () => {
    fc.assert(
      fc.property(
        routes.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(namesOf(shuffled, { crowd: 4 }).folders).toEqual(
            namesOf(all, { crowd: 4 }).folders,
          );
        },
      ),
    );
  });

  it('leave every route as many names as it had, and no crowd of light ones', () => {
    fc.assert(
      fc.property(routes, (all) => {
        const names = namesOf(all, { crowd: 4 });
        for (const route of all) {
          expect(names.nameOf(route).split('/').length).toBe(route.split('/').length);
        }
        const after = [...new Set(all.map((route) => names.nameOf(route)))];
        expect(namesOf(after, { crowd: 1000 }).folders.length).toBeLessThanOrEqual(
          names.folders.length,
        );
      }),
    );
  });
});

describe('a folder of very many light names', () => {
  const rule = { crowd: 10, heavyShare: 0.1, leastRoutes: 10 };
  const light = words(3000, '/shop/').map((route, at) => `${route}/${word(at % 7)}`);

  it('merges them at once, and what is below them; its own page and others stay', () => {
    const routes = [...light, '/shop/', '/shop', '/shop?b', '/about'];
    const names = namesOf(routes, rule);
    expect(names.folders).toEqual([{ folder: '/shop/', kept: [] }]);
    const weighed = { routes, weigh: () => ({ sums: [1], peaks: [1] }) };
    const called = crowdedFamilies(weighed, rule);
    expect(called).toEqual(routes.map((route) => names.familyOf(route)));
    expect(called.slice(0, 2)).toEqual(['/shop/{…}/b', '/shop/{…}/c']);
    expect(called.slice(-4)).toEqual(['/shop/', '/shop', '/shop?b', '/about']);
  });

  it.each([
    [9, []],
    [10, ['big']],
  ])('keeps a heavy one with so many routes: %d of ten', (count, kept) => {
    const big = words(count, '/shop/big/');
    const heavy = Object.fromEntries(big.map((route) => [route, [100, 1]]));
    const names = namesOf([...light, ...big], { heavy, ...rule });
    expect(names.folders.find(({ folder }) => folder === '/shop/')?.kept).toEqual(kept);
  });
});

it('what each route is called without a name of its own is what the names say', () => {
  const part = fc.constantFrom('/a', '/b', '/c', '/d', '/', '?a', '?b', '/{…}', 'e');
  const route = fc.array(part, { maxLength: 4 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(
      fc.array(route, { maxLength: 40 }),
      fc.integer({ min: 1, max: 3 }),
      (all, least) => {
        const weighed = { routes: all, weigh: () => ({ sums: [1], peaks: [] }) };
        const rule = { crowd: 3, heavyShare: 0.4, leastRoutes: least };
        const names = crowdedFolders(weighed, rule);
        expect(crowdedFamilies(weighed, rule)).toEqual(all.map((one) => names.familyOf(one)));
      },
    ),
  );
});
