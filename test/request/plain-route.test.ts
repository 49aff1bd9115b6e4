import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOT_PLAIN, plainRouteEnd } from '../../src/request/plain-route.ts';
import { routeOf } from '../../src/request/route.ts';

const encoder = new TextEncoder();

/** The route as the bytes have it; undefined where it is not plain. */
function plainRoute(target: string): string | undefined {
  const bytes = encoder.encode(`"${target}"`);
  const end = plainRouteEnd(bytes, 1, bytes.length - 1);
  return end === NOT_PLAIN ? undefined : new TextDecoder().decode(bytes.subarray(1, end));
}

describe('a plain route', () => {
  it.each([
    ['/', '/'],
    ['/shop/about-us/index.html', '/shop/about-us/index.html'],
    ['/shop/', '/shop/'],
    ['/list?page=about', '/list'],
    ['/feed.php?sku=1&lang=fr', '/feed.php'],
    ['/feed.php?a=b\\"', undefined],
    ['/api/v2/items', '/api/v2/items'],
    ['/index.php?page=about', undefined],
    ['/index.PHP5?a&Page=about', undefined],
    ['/?r=about', undefined],
    ['/product/17', undefined],
    ['/a//b', undefined],
    ['/a/;b', undefined],
    ['/a#b', undefined],
    ['/caf%C3%A9', undefined],
    ['/café', undefined],
    ['/a\\x20b', undefined],
    ['*', undefined],
    ['', undefined],
    ['http://example.org/', undefined],
    [`/${'a'.repeat(64)}`, `/${'a'.repeat(64)}`],
    [`/${'a'.repeat(65)}`, undefined],
    ['/a'.repeat(12), '/a'.repeat(12)],
    ['/a'.repeat(13), undefined],
    [`/a?${'a'.repeat(9000)}`, undefined],
  ])('of %s is %s', (target, route) => {
    expect(plainRoute(target)).toBe(route);
  });

  it('is the route', () => {
    const piece = fc.constantFrom(
      ...['a', 'shop', 'eyJ', 'Z', '1', '20', '-', '_', '.', '%20', '{', '/', '/', '//', ';', '?'],
      ...['&', '=', 'page', 'r', 'view=a', 'js', '.html', 'deadbeef', '.php', '.PHP5', 'é', '#'],
    );
    const targets = fc
      .array(fc.oneof(piece, fc.string({ maxLength: 2 })))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(targets, (rest) => {
        const target = `/${rest}`;
        expect(plainRoute(target) ?? routeOf(target)).toBe(routeOf(target));
      }),
      { numRuns: 3000 },
    );
  });
});
