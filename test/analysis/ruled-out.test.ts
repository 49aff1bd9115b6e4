import { describe, expect, it } from 'vitest';
import { candidatesOf } from '../../src/analysis/candidates.ts';
import { ruledOut } from '../../src/analysis/ruled-out.ts';
import { scoreCandidates } from '../../src/analysis/score.ts';
import { incidentIn, sceneOf, scored, steady, stepSeries } from './scenes.ts';

/** `/video` sends most bytes, `/ping` is most requests, `/hung` holds the workers, `/rare` is nothing. */
const log = [
  ...steady([0, 60], 30, { bytesOut: 5e6, lasts: 2, dimensions: { route: '/video' } }),
  ...steady([0, 60], 3, { bytesOut: 100, dimensions: { route: '/ping' } }),
  ...steady([0, 60], 120, { bytesOut: 900, dimensions: { route: '/rare' } }),
  ...steady([29, 40], 10, { bytesOut: 900, lasts: 60, dimensions: { route: '/hung' } }),
];
const scene = sceneOf(log, incidentIn(stepSeries([30, 40]), 30, 40));
const all = scoreCandidates(scene, candidatesOf(scene.rollup).slices);
const findings = [{ lead: scored({ subject: { route: '/hung' } }), aliases: [] }];

describe('ruledOut', () => {
  it('names the largest route of each cost that a count would blame, with its share', () => {
    const answers = ruledOut(scene, all, findings);
    expect(answers.map(({ subject, cost }) => [subject.route, cost])).toEqual([
      ['/ping', 'requests'],
      ['/video', 'bytes-out'],
    ]);
    for (const { share } of answers) {
      expect(share).toBeGreaterThan(0.5);
      expect(share).toBeLessThanOrEqual(1);
    }
  });

  it('keeps the finding itself out, and nothing else', () => {
    const routes = ruledOut(scene, all, []).map(({ subject }) => subject.route);
    expect(routes).toEqual(['/ping', '/video', '/hung']);
  });

  it('has nothing to say where no route was scored', () => {
    expect(ruledOut(scene, [], findings)).toEqual([]);
  });
});
