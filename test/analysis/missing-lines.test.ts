import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import {
  type MissingLines,
  missingInFlight,
  missingLinesOf,
  missingWeight,
} from '../../src/analysis/missing-lines.ts';
import type { Scene } from '../../src/analysis/scene.ts';
import { CULPRIT_SCORE } from '../../src/analysis/verdict.ts';
import type { Request } from '../../src/rollup/request.ts';
import { incidentIn, sceneOf, sliceOf, steady, stepSeries } from './scenes.ts';

/** Forty workers more from minute 60 to minute 80. */
const incident = incidentIn(stepSeries([60, 80], { height: 50, until: 120 }), 60, 80);

/** Requests of a route each `every` seconds that end `late` seconds later while the incident lasts; lines are stamped at ends. */
function endsOf(route: string, every: number, late = 0): Request[] {
  return steady([0, 120], every, { dimensions: { route } }).map((request) => {
    const minute = (request.startMs - (incident.startMs - 60_000)) / 60_000;
    const endMs = request.startMs + (minute >= 0 && minute < 20 ? late * 1000 : 0);
    return { ...request, startMs: endMs, endMs, durationKnown: false };
  });
}

function linesOf(log: readonly Request[], route: string): MissingLines | undefined {
  const scene = sceneOf(log, incident, 'none');
  return missingLinesOf(scene, sliceOf(scene, { route }));
}

const others = endsOf('/other', 2);

describe('missingLinesOf', () => {
  it('counts lines that came a minute later while the resource was up', () => {
    const lines = linesOf([...others, ...endsOf('/slow', 1.5, 60)], '/slow');
    expect(lines?.expected).toBeGreaterThan(38);
    expect(lines?.missing).toBe(lines?.expected);
    expect(lines?.later).toBeGreaterThan(30);
    expect(lines?.inFlight).toBeGreaterThan(35);
    expect(lines?.spreads).toBeGreaterThan(5);
  });

  it.each([
    ['come as ever', [...others, ...endsOf('/slow', 1.5)]],
    ['are few', [...others, ...endsOf('/slow', 30, 60)]],
    ['are missing as everybody’s are', [...endsOf('/other', 2, 60), ...endsOf('/slow', 1.5, 60)]],
    [
      'were never there before',
      [...others, ...steady([60, 80], 2, { dimensions: { route: '/slow' } })],
    ],
  ])('is nothing where they %s', (_, log) => {
    expect(linesOf(log, '/slow')).toBeUndefined();
  });

  it.each([
    ['what came of requests: another status takes its lines', { status: '200' }],
    ['who asked: whoever is silent may have gone', { client: '192.0.2.1' }],
  ])('is nothing of %s', (_, subject) => {
    const dimensions = { route: '/slow', ...subject };
    const log = endsOf('/slow', 1.5, 60).map((one) => ({ ...one, dimensions }));
    const scene = sceneOf([...others, ...log], incident, 'none');
    expect(missingLinesOf(scene, sliceOf(scene, subject))).toBeUndefined();
    expect(missingLinesOf(scene, sliceOf(scene, { route: '/slow' }))).toBeDefined();
  });

  it('goes by the usual ups and downs, which are more than those of chance', () => {
    const inBursts = endsOf('/slow', 1.5, 60).filter(({ startMs }) => {
      const minute = Math.floor((startMs - incident.startMs) / 60_000);
      return minute >= -2 || minute % 3 !== 0;
    });
    const even = linesOf([...others, ...endsOf('/slow', 1.5, 60)], '/slow');
    const uneven = linesOf([...others, ...inBursts], '/slow');
    expect(uneven?.spreads ?? 0).toBeLessThan(even?.spreads ?? 0);
  });
});

describe('missingInFlight', () => {
  const scene: Scene = sceneOf([...others, ...endsOf('/slow', 1.5, 60)], incident, 'none');

  it('is as many from the rise to the fall', () => {
    const column = missingInFlight(scene, sliceOf(scene, { route: '/slow' }));
    const { rise, fall } = scene.edges ?? { rise: { from: 0, to: 0 } };
    expect(column[rise.from - 1]).toBe(0);
    expect(column[rise.to]).toBeGreaterThan(35);
    expect(column[fall?.to ?? 0]).toBe(0);
  });

  it('is nothing of all traffic, nor where no lines are missing', () => {
    for (const slice of [undefined, sliceOf(scene, { route: '/other' })]) {
      expect(missingInFlight(scene, slice).every((value) => value === 0)).toBe(true);
    }
  });
});

describe('analyse', () => {
  it('suspects the page of which lines are missing, and accuses it for sure never', () => {
    const log = [...others, ...endsOf('/slow', 1.5, 60)];
    const { tier } = sceneOf(log, incident, 'none');
    const series = [incident.primary.window.series];
    const { incidents } = analyse([{ name: undefined, tiers: [tier], series }], { top: 3 });
    const [first] = incidents[0]?.culprits ?? [];
    expect(first?.finding.lead.subject).toEqual({ route: '/slow' });
    expect(first?.finding.lead.score).toBeGreaterThanOrEqual(CULPRIT_SCORE);
    expect([first?.verdict, first?.kind]).toEqual(['suspect', 'slow-url']);
  });
});

describe('missingWeight', () => {
  const lines: MissingLines = { expected: 40, missing: 40, inFlight: 40, spreads: 6 };

  it.each([
    ['all are missing, far from chance', {}, 1, 1],
    ['half are missing', { missing: 20 }, 0.5, 0.5],
    ['chance does as much', { spreads: 2 }, 0, 0],
    ['chance may do as much', { spreads: 4 }, 0.3, 0.6],
  ])('where %s', (_, facts, least, most) => {
    const weight = missingWeight({ ...lines, ...facts }, 100);
    expect(weight).toBeGreaterThanOrEqual(least);
    expect(weight).toBeLessThanOrEqual(most);
  });

  it('is less the more slices there are to find something by chance', () => {
    const doubtful = { ...lines, spreads: 4 };
    expect(missingWeight(doubtful, 600)).toBeLessThan(missingWeight(doubtful, 60));
  });
});
