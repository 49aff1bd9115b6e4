import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MergedFolder, RouteNames } from '../../src/rollup/route-names.ts';

const names = new RouteNames([
  { folder: '/index.php?', kept: ['page=home'] },
  { folder: '/user/', kept: ['login', '{num}'] },
  { folder: '/user/{…}/', kept: [] },
]);

describe('the names of routes in merged folders', () => {
  it.each([
    ['/user/alice', '/user/{…}'],
    ['/user/login', '/user/login'],
    ['/user/login/step', '/user/login/step'],
    ['/user/alice/orders', '/user/{…}/{…}'],
    ['/user/alice/', '/user/{…}/'],
    ['/user/', '/user/'],
    ['/user', '/user'],
    ['/user/{num}', '/user/{num}'],
    ['/user/{…}', '/user/{…}'],
    ['/user?a&b', '/user?a&b'],
    ['/users/alice', '/users/alice'],
    ['/index.php?page=home', '/index.php?page=home'],
    ['/index.php?page=a/b', '/index.php?{…}'],
    ['/index.php', '/index.php'],
    ['*', '*'],
    ['', ''],
    ['user/alice', 'user/alice'],
    ['(no request)', '(no request)'],
  ])('%s is called %s', (route, name) => {
    expect(names.nameOf(route)).toBe(name);
  });

  it.each([
    ['/user/login', '/user/{…}'],
    ['/user/login/step', '/user/login/step'],
    ['/user/', '/user/'],
    ['/about', '/about'],
    ['*', '*'],
  ])('%s is of the family %s', (route, family) => {
    expect(names.familyOf(route)).toBe(family);
  });

  it('are all their own without merged folders', () => {
    expect(new RouteNames().nameOf('/user/alice')).toBe('/user/alice');
  });

  const segment = fc.constantFrom('a', 'b', 'c', '{…}', '{num}', '');
  const path = fc
    .tuple(fc.array(segment, { maxLength: 4 }), fc.constantFrom('', '?page=a', '?page=b/c'))
    .map(([segments, query]) => `/${segments.join('/')}${query}`);
  const folders: fc.Arbitrary<MergedFolder[]> = fc.uniqueArray(
    fc.record({
      folder: path.map((text) => (text.includes('?') ? text.replace(/\?.*/, '?') : `${text}/`)),
      kept: fc.subarray(['a', 'b', '{num}', 'page=a']),
    }),
    { selector: ({ folder }) => folder, maxLength: 12 },
  );

  it('are settled: a name is called as it is', () => {
    fc.assert(
      fc.property(folders, path, (merged, route) => {
        const all = new RouteNames(merged);
        expect(all.nameOf(all.nameOf(route))).toBe(all.nameOf(route));
      }),
    );
  });

  it('are told apart by the folders on the way alone', () => {
    fc.assert(
      fc.property(folders, fc.array(path, { minLength: 2, maxLength: 12 }), (merged, routes) => {
        const all = new RouteNames(merged);
        const [wanted = ''] = routes.map((route) => all.nameOf(route));
        const enough = all.of([wanted]);
        for (const route of routes) {
          expect(enough.nameOf(route) === wanted).toBe(all.nameOf(route) === wanted);
        }
      }),
    );
  });
});
