import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_SEGMENTS, routeOf } from '../../src/request/route.ts';
import { segmentTemplate } from '../../src/request/segment.ts';
import { MAX_SEGMENT_CHARACTERS, makeupOf } from '../../src/request/segment-makeup.ts';

/** The rules one after another, for targets whose query tells nothing. */
function plainRoute(target: string): string {
  const [, authority, raw = ''] = /^([a-z][a-z\d+.-]*:\/\/[^/?#]*)?([^?#]*)/i.exec(target) ?? [];
  const path = raw.replace(/;[^/]*/g, '').replace(/\/{2,}/g, '/');
  if (path === '' && authority !== undefined) return '/';
  if (!path.startsWith('/')) return path.slice(0, MAX_SEGMENT_CHARACTERS);
  const templates = path
    .slice(1)
    .split('/')
    .map((segment) => segmentTemplate(segment, makeupOf(segment, 0, segment.length)));
  const kept = templates.slice(0, MAX_SEGMENTS);
  return `/${[...kept, ...(templates.length > MAX_SEGMENTS ? ['{…}'] : [])].join('/')}`;
}

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
    ['//a///b//', '/a/b/'],
    ['//evil.example/a', '/evil.example/a'],
    ['/a;jsessionid=9A/b;v=2?x', '/a/b'],
    ['/%7Euser/caf%C3%A9', '/~user/caf\u00e9'],
    ['/%7euser', '/~user'],
    ['/a%2fb%3fc%20d', '/a%2Fb%3Fc%20d'],
    ['/a%252e', '/a%252e'],
    ['/bad%ff%fe', '/bad%FF%FE'],
    ['/half%e2%8', '/half%E2%8'],
    ['/{num}/1', '/%7Bnum%7D/{num}'],
    ['/%7Bnum%7D', '/%7Bnum%7D'],
    ['/line%0abreak', '/line%0Abreak'],
    ['/right%E2%80%AEleft', '/right%E2%80%AEleft'],
    ['/Index.PHP', '/Index.PHP'],
    ['/photos/20481.jpg', '/photos/{num}.jpg'],
    ['/404.html', '/404.html'],
    ['/assets/app.3f9c1e22.js', '/assets/app.{hex}.js'],
    ['/assets/app-3f9c1e22.min.js', '/assets/app-{hex}.min.js'],
    ['/verify/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', '/verify/{token}'],
    ['/o/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/o/{token}'],
    ['/how-to-break-your-server-in-ten-steps/', '/{slug}/'],
    ['/contact-us', '/contact-us'],
    ['/a#b?page=c', '/a'],
    ['/cart;jsessionid=0A1B.node2/step;x=1', '/cart/step'],
    ['/%E9t%E9', '/%E9t%E9'],
    ['/a%00b', '/a%00b'],
    ['/static/../../etc/passwd', '/static/../../etc/passwd'],
    ['/%2e%2e/%2e%2e/etc/passwd', '/../../etc/passwd'],
    ['/user/{\u2026}', '/user/%7B\u2026%7D'],
  ])('%s is %s', (target, route) => {
    expect(routeOf(target)).toBe(route);
  });

  it('is made of the templates of segments', () => {
    const piece = fc.constantFrom(
      ...['a', 'b2', '17', '2026-11', 'deadbeef', 'Z', '-', '.', '%20', '%7e', '{', '/', '/', '/'],
      ...['//', ';', '?', '#', 'é', '.html', 'index.php', 'x://'],
    );
    const targets = fc.array(piece, { maxLength: 40 }).map((all) => all.join(''));
    fc.assert(
      fc.property(targets, (target) => {
        expect(routeOf(target)).toBe(plainRoute(target));
      }),
      { numRuns: 2000 },
    );
  });

  it('is short for any target', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 5000 }), (target) => {
        // Each character may stay encoded, as four escapes at most.
        const longest = (MAX_SEGMENTS + 1) * (MAX_SEGMENT_CHARACTERS * 12 + 10) + 400;
        expect(routeOf(target).length).toBeLessThanOrEqual(longest);
      }),
    );
  });
});

describe('a query', () => {
  it.each([
    ['/php/call.php?page=somearg', '/php/call.php?page=somearg'],
    [
      '/index.php?id=7&view=article&option=com_content',
      '/index.php?option=com_content&view=article',
    ],
    ['/?route=product/category&path=20', '/?route=product/category'],
    ['/index.php?r=site%2Flogin', '/index.php?r=site/login'],
    ['/wp-admin/admin-ajax.php?action=heartbeat', '/wp-admin/admin-ajax.php?action=heartbeat'],
    ['/list?page=about', '/list'],
    ['/list.php?page=17', '/list.php'],
    ['/index.php?page=../../etc/passwd', '/index.php'],
    ['/index.php?page=http://evil.example/x', '/index.php'],
    ['/index.php?page=9f86d081884c7d65', '/index.php'],
    ['/index.php?page', '/index.php'],
    ['/index.php?', '/index.php'],
  ])('of %s is the route where it chooses the page: %s', (target, route) => {
    expect(routeOf(target)).toBe(route);
  });

  it.each([
    ['/feed?sku=4&lang=fr&sku=5', '/feed?lang&sku'],
    ['/index.php?page=home&b=1&a=2', '/index.php?page=home&a&b'],
    ['/feed?<script>=1', '/feed'],
    ['/feed?9=1&8=1&7=1&6=1&5=1&4=1&3=1&2=1&1=1', '/feed?1&2&3&4&5&6&7&8'],
    ['/feed', '/feed'],
  ])('of %s gives its names on demand: %s', (target, route) => {
    expect(routeOf(target, { queryNames: true })).toBe(route);
  });
});
