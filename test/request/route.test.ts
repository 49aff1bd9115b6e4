import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_SEGMENT_CHARACTERS, MAX_SEGMENTS, routeOf } from '../../src/request/route.ts';

describe('routeOf', () => {
  it.each([
    ['/', '/'],
    ['/partner/feed.php?sku=40887&lang=fr', '/partner/feed.php'],
    ['/product/8106-lagoon-quartz', '/product/{slug}'],
    ['/product/8106', '/product/{num}'],
    ['/projects/51da33fb-68e9-2bf7-743d-4dc89171cb2d', '/projects/{uuid}'],
    ['/archive/2026-11-21/index.html', '/archive/{date}/index.html'],
    ['/assets/css/app.3f9c1e.css', '/assets/css/app.3f9c1e.css'],
    ['/blob/9f86d081884c7d65', '/blob/{hex}'],
    ['/t/aGVsbG8gd29ybGQ1234', '/t/{token}'],
    ['/cart;jsessionid=A1B2?x=1', '/cart'],
    ['http://example.org/a/12?x', '/a/{num}'],
    ['http://example.org', '/'],
    ['*', '*'],
    ['mail.example:25', 'mail.example:25'],
    ['/releases/canyon-8.3.zip', '/releases/canyon-8.3.zip'],
    ['/w/page-123.html', '/w/page-{num}.html'],
    ['/deadbeef', '/deadbeef'],
  ])('%s is %s', (target, route) => {
    expect(routeOf(target)).toBe(route);
  });

  it('is short for any target', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 5000 }), (target) => {
        const longest = (MAX_SEGMENTS + 1) * (MAX_SEGMENT_CHARACTERS + 10);
        expect(routeOf(target).length).toBeLessThanOrEqual(longest);
      }),
    );
  });
});
