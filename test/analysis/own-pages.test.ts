import { describe, expect, it } from 'vitest';
import { withoutOwnPages } from '../../src/analysis/own-pages.ts';
import type { Request } from '../../src/rollup/request.ts';
import { incidentIn, sceneOf, steady, stepSeries } from './scenes.ts';

const OWN = 'https://www.shop.example';
const incident = incidentIn(stepSeries([30, 40]), 30, 40);

/** Every minute some requests that a page led to, and some that come from nowhere. */
function visits(referer: string, every: number, span: readonly [number, number]): Request[] {
  return [
    ...steady(span, every, { dimensions: { route: '/item', referer } }),
    ...steady(span, 20, { dimensions: { route: '/' } }),
  ];
}

function leftOf(log: readonly Request[]): readonly string[] {
  const scene = sceneOf(log, incident);
  const left = withoutOwnPages(scene, scene.rollup.slices());
  return left.flatMap(({ subject }) => subject.referer ?? []);
}

describe('withoutOwnPages', () => {
  it('leaves out what the site’s own pages led to, with and without TLS and www.', () => {
    const log = [
      ...visits(OWN, 10, [0, 60]),
      ...visits('http://shop.example', 60, [0, 60]),
      ...visits('https://search.example', 30, [0, 60]),
    ];
    expect(new Set(leftOf(log))).toEqual(new Set(['https://search.example']));
  });

  it.each([
    ['shop.example', []],
    ['WWW.shop.example:443', []],
    ['news.example', [OWN]],
  ])('leaves out links of virtual host %s, though nobody followed one before', (vhost, left) => {
    const log = [
      ...steady([0, 60], 20, { dimensions: { route: '/', vhost } }),
      ...steady([30, 40], 2, { dimensions: { route: '/item', vhost, referer: OWN } }),
    ];
    expect([...new Set(leftOf(log))]).toEqual(left);
  });

  it('keeps the link that a crowd came by, though it led to most in the whole log', () => {
    const log = [...visits(OWN, 20, [0, 60]), ...visits('https://news.example', 1, [30, 40])];
    expect(new Set(leftOf(log))).toEqual(new Set(['https://news.example']));
  });

  it.each([
    ['nothing was before', visits(OWN, 10, [30, 60])],
    ['pages led to next to nothing', [...visits(OWN, 900, [0, 60])]],
  ])('keeps all where %s', (_, log) => {
    expect(new Set(leftOf(log))).toEqual(new Set([OWN]));
  });

  it('keeps whatever is told without a link', () => {
    const scene = sceneOf(visits(OWN, 10, [0, 60]), incident);
    const slices = scene.rollup.slices();
    const told = slices.filter(({ subject }) => subject.referer === undefined);
    expect(withoutOwnPages(scene, slices)).toEqual(told);
  });
});
