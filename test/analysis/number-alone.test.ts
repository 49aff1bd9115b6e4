import { describe, expect, it } from 'vitest';
import { goesByNumberAlone } from '../../src/analysis/number-alone.ts';
import type { Response } from '../../src/analysis/response.ts';
import type { Cost } from '../../src/rollup/cost.ts';
import type { Subject } from '../../src/rollup/dimension.ts';
import { incidentIn, sceneOf, scored, steady, stepSeries } from './scenes.ts';

const incident = incidentIn(stepSeries([30, 40]), 30, 40);
const log = steady([0, 60], 20, { dimensions: { client: '192.0.2.1' } });
const blind = sceneOf(log, incident, 'none');
const now: Response = { tauSeconds: 0 };
const client: Subject = { client: '192.0.2.1' };

describe('goesByNumberAlone', () => {
  it.each<[string, Subject, Cost, Response, boolean]>([
    ['a client', client, 'requests', now, true],
    [
      'a robot by its name and network',
      { agent: 'Bot', network: '192.0.2.0/24' },
      'requests',
      now,
      true,
    ],
    ['a client with a memory of minutes', client, 'requests', { tauSeconds: 300 }, true],
    ['a page', { route: '/login' }, 'requests', now, false],
    ['a client at a page', { ...client, route: '/login' }, 'requests', now, false],
    ['all traffic', {}, 'requests', now, false],
    ['what was given up', { status: '504' }, 'requests', now, false],
    ['a client by its bytes', client, 'bytes-out', now, false],
    ['a client that leaks', client, 'requests', { tauSeconds: Number.POSITIVE_INFINITY }, false],
  ])('of %s', (_, subject, cost, response, answer) => {
    expect(goesByNumberAlone(blind, scored({ subject, cost, response }))).toBe(answer);
  });

  it('is not said where durations are logged', () => {
    const timed = sceneOf(log, incident, 'logged');
    expect(goesByNumberAlone(timed, scored({ subject: client, cost: 'requests' }))).toBe(false);
  });

  it.each([
    ['with each of several rises and no other time', 4, false],
    ['with some of them only', 3, true],
  ])('of who came %s', (_, preceded, answer) => {
    const one = scored({ subject: client, cost: 'requests' });
    const repetition = { episodes: 4, preceded, bursts: 4, followed: 4 };
    const factors = { ...one.factors, repetition };
    expect(goesByNumberAlone(blind, { ...one, factors })).toBe(answer);
  });
});
