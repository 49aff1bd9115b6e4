import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MERGED, MERGED_CHILDREN, RouteTree } from '../../src/request/route-tree.ts';

/** Names without digits, which no token rule replaces. */
function word(number: number): string {
  return [...String(number)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
}

function treeOf(routes: Iterable<string>, limits: ConstructorParameters<typeof RouteTree>[1] = {}) {
  const tree = new RouteTree(1, limits);
  for (const route of routes) tree.observe(route, [1]);
  return tree;
}

function names(count: number, prefix: string, suffix = ''): string[] {
  return Array.from({ length: count }, (_, at) => `${prefix}${word(at)}${suffix}`);
}

describe('RouteTree', () => {
  it('keeps the names of a folder that holds fewer than a hundred', () => {
    const tree = treeOf(names(MERGED_CHILDREN - 1, '/shop/'));
    expect(tree.nameOf('/shop/bc')).toBe('/shop/bc');
  });

  it('merges the names of a folder that holds a hundred', () => {
    const tree = treeOf([...names(MERGED_CHILDREN, '/shop/'), '/about']);
    expect(tree.nameOf('/shop/bc')).toBe(`/shop/${MERGED}`);
    expect(tree.nameOf('/shop')).toBe('/shop');
    expect(tree.nameOf('/about')).toBe('/about');
  });

  it('goes on below what it merged', () => {
    const tree = treeOf([
      ...names(200, '/user/', '/profile'),
      ...names(200, '/user/', '/settings'),
    ]);
    expect(tree.nameOf('/user/bc/profile')).toBe(`/user/${MERGED}/profile`);
    expect(tree.nameOf('/user/bd/settings')).toBe(`/user/${MERGED}/settings`);
  });

  it('merges what has many names only taken together', () => {
    const tree = treeOf(Array.from({ length: 200 }, (_, at) => `/user/${word(at)}/${word(at)}x`));
    expect(tree.nameOf('/user/bc/bcx')).toBe(`/user/${MERGED}/${MERGED}`);
  });

  it('keeps the name of a child that is heavy by any cost', () => {
    const tree = new RouteTree(2);
    for (const route of names(5000, '/files/')) tree.observe(route, [1, 1000]);
    tree.observe('/files/dump.iso', [1, 5_000_000_000]);
    expect(tree.nameOf('/files/dump.iso')).toBe('/files/dump.iso');
    expect(tree.nameOf('/files/bc')).toBe(`/files/${MERGED}`);
  });

  it('merges queries of a front controller apart from its folder', () => {
    const tree = treeOf(names(150, '/index.php?page='));
    expect(tree.nameOf('/index.php?page=bc')).toBe(`/index.php?${MERGED}`);
  });

  it('keeps slashes as they are', () => {
    const tree = treeOf(['/', '/a/', '*', '(no request)']);
    for (const route of ['/', '/a/', '*', '(no request)', '/never/seen']) {
      expect(tree.nameOf(route)).toBe(route);
    }
  });

  it('can be fed on after it was asked', () => {
    const tree = treeOf(names(99, '/shop/'));
    expect(tree.nameOf('/shop/bc')).toBe('/shop/bc');
    for (const route of names(100, '/shop/x')) tree.observe(route, [1]);
    expect(tree.nameOf('/shop/bc')).toBe(`/shop/${MERGED}`);
  });

  it('is bounded against made-up paths, and keeps the route that matters', () => {
    const tree = new RouteTree(1, { maxNodes: 2000 });
    for (let at = 0; at < 60_000; at++) {
      tree.observe(`/${word(at)}/${word(at * 7)}/${word(at * 13)}`, [1]);
      if (at % 4 === 0) tree.observe('/checkout/pay', [1]);
      expect(tree.size).toBeLessThanOrEqual(2000);
    }
    expect(tree.nameOf('/checkout/pay')).toBe('/checkout/pay');
    expect(tree.nameOf(`/${word(59_999)}/x/y`).startsWith(`/${MERGED}/`)).toBe(true);
  });

  it('names few routes, of as many parts as before, and does not ask for their order', () => {
    const routes = fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 4 }));
    fc.assert(
      fc.property(routes, (parts) => {
        const paths = parts.map((segments) => `/${segments.join('/')}`);
        const limits = { mergedChildren: 4 };
        const tree = treeOf(paths, limits);
        const reversed = treeOf([...paths].reverse(), limits);
        for (const path of paths) {
          expect(tree.nameOf(path).split('/').length).toBe(path.split('/').length);
          expect(reversed.nameOf(path)).toBe(tree.nameOf(path));
        }
      }),
    );
  });
});
