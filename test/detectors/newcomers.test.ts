import { describe, expect, it } from 'vitest';
import { newcomers } from '../../src/detectors/newcomers.ts';
import { incidentIn, requestAt, sceneOf, steady, stepSeries } from '../analysis/scenes.ts';
import { sliceCase } from './cases.ts';

const crowd = Array.from({ length: 120 }, (_, i) =>
  requestAt(99 * 60 + 5 * i, { dimensions: { route: '/', client: `stranger${i}` } }),
);
const log = [...steady([0, 120], 30, { dimensions: { route: '/', client: 'regular' } }), ...crowd];
const scene = sceneOf(log, incidentIn(stepSeries([100, 110], { until: 120 }), 100, 110));

describe('newcomers', () => {
  it('tells how many came first in the incident, and how many usually do', () => {
    const found = newcomers(sliceCase({}, { scene, scored: { subject: { new: 'client' } } }));
    expect(found).toEqual({
      observations: [
        {
          name: 'newcomers',
          value: 120,
          text: '120 clients that these logs did not have before had 120 requests in the incident; in as long a time before it new ones had 0 on average, 0 at most.',
        },
      ],
    });
  });

  it('says nothing of slices that are known by something else, or where nobody is new', () => {
    expect(newcomers(sliceCase({}, { scene, scored: { subject: { client: 'regular' } } }))).toBe(
      'clear',
    );
    const one = sliceCase({}, { scene, scored: { subject: { new: 'agent' } } });
    expect(newcomers(one)).toBe('no-data');
  });
});
