import { describe, expect, it } from 'vitest';
import { candidatesOf } from '../../src/analysis/candidates.ts';
import { withLikes } from '../../src/analysis/same-requests.ts';
import { scoreCandidates } from '../../src/analysis/score.ts';
import { incidentIn, sceneOf, steady, stepSeries } from './scenes.ts';

const crowd = ['/', '/shop', '/news'].flatMap((route, at) =>
  steady([0, 60], 7 + at, { dimensions: { route, client: `192.0.2.${at}`, agent: 'browser' } }),
);
// One client, of one agent, that alone asks for one page: three names and their pairs for the same requests.
const crawler = steady([30, 45], 5, {
  lasts: 4,
  dimensions: { route: '/export', client: '203.0.113.9', agent: 'crawler' },
});
const scene = sceneOf([...crowd, ...crawler], incidentIn(stepSeries([30, 45]), 30, 45));
const slices = candidatesOf(scene.rollup).slices;
const candidates = withLikes(scene.rollup, slices);

describe('withLikes', () => {
  it('keeps the slices and their order', () => {
    expect(candidates.map(({ like, ...slice }) => slice)).toEqual(slices);
  });

  it('finds the other names of the same requests, and no others', () => {
    const ofCrawler = candidates.filter(({ subject }) =>
      Object.values(subject).some((value) => ['/export', '203.0.113.9', 'crawler'].includes(value)),
    );
    expect(ofCrawler.length).toBeGreaterThan(2);
    const [first, ...others] = ofCrawler;
    expect(first?.like).toBeUndefined();
    for (const { like } of others) expect(like?.subject).toEqual(first?.subject);
    const routes = candidates.filter(({ dimensions }) => dimensions.join() === 'route');
    for (const { like, subject } of routes) {
      if (like !== undefined) expect(subject.route).not.toBe('/export');
    }
  });

  it('changes no score', () => {
    const alone = scoreCandidates(scene, slices);
    expect(alone.length).toBeGreaterThan(2);
    const together = scoreCandidates(scene, candidates).map(({ slice, ...facts }) => facts);
    expect(together).toEqual(alone.map(({ slice, ...facts }) => facts));
  });
});
