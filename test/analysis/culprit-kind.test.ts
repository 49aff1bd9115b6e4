import { describe, expect, it } from 'vitest';
import { kindOf } from '../../src/analysis/culprit-kind.ts';
import type { Cost } from '../../src/rollup/cost.ts';
import type { Subject } from '../../src/rollup/dimension.ts';
import { incidentIn, sceneOf, scored, sliceOf, steady, stepSeries } from './scenes.ts';

/** `/usual` is asked for evenly, `/new` ten times as often in the incident. */
const scene = sceneOf(
  [
    ...steady([0, 60], 20, { dimensions: { route: '/usual' } }),
    ...steady([0, 60], 60, { dimensions: { route: '/new' } }),
    ...steady([30, 40], 6, { dimensions: { route: '/new' } }),
  ],
  incidentIn(stepSeries([30, 40]), 30, 40),
);
const slices = {
  usual: sliceOf(scene, { route: '/usual' }),
  grown: sliceOf(scene, { route: '/new' }),
  all: undefined,
};
const leak = Number.POSITIVE_INFINITY;

describe('kindOf', () => {
  it.each<[Cost, number, keyof typeof slices, Subject, string]>([
    ['aborts', leak, 'grown', { route: '/new', status: '499' }, 'client-aborts'],
    ['aborts', 0, 'grown', { status: '408' }, 'saturation'],
    ['errors', 0, 'grown', { route: '/new' }, 'error-burst'],
    ['bytes-in', leak, 'grown', { route: '/new' }, 'upload'],
    ['requests', leak, 'usual', { route: '/usual' }, 'steady-growth'],
    ['bytes-out', leak, 'usual', { route: '/usual' }, 'steady-growth'],
    ['in-flight', 0, 'all', {}, 'traffic-surge'],
    ['held-bytes', 0, 'grown', { route: '/new' }, 'oversized-response'],
    ['bytes-out', 300, 'usual', { route: '/usual' }, 'oversized-response'],
    ['in-flight', 0, 'grown', { status: '408' }, 'saturation'],
    ['in-flight', 0, 'usual', { route: '/usual' }, 'slow-url'],
    ['requests', 0, 'grown', { status: '504' }, 'slow-url'],
    ['requests', 0, 'grown', { status: '499' }, 'client-aborts'],
    ['in-flight', 0, 'usual', { route: '/usual', client: '192.0.2.1' }, 'slow-url'],
    ['in-flight', 0, 'grown', { route: '/new', client: '192.0.2.1' }, 'crawler-burst'],
    ['in-flight', 0, 'grown', { network: '192.0.2.0/24' }, 'crawler-burst'],
    ['requests', 0, 'grown', { agent: 'SeekportBot' }, 'crawler-burst'],
    [
      'requests',
      0,
      'grown',
      { agent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' },
      'traffic-surge',
    ],
    ['requests', 60, 'grown', { route: '/new' }, 'traffic-surge'],
  ])('%s felt for %d s by the slice %s %j: %s', (cost, tauSeconds, which, subject, kind) => {
    const one = scored({ cost, response: { tauSeconds }, slice: slices[which], subject });
    expect(kindOf(one, scene)).toBe(kind);
  });
});
