import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Analysis, analyse, type Host } from '../../src/analysis/analyse.ts';
import type { Request } from '../../src/rollup/request.ts';
import type { Series } from '../../src/series/series.ts';
import { bufferedMemory, leakedThreads, noise, workers } from '../support/series.ts';
import { asLog, slowedDown, Traffic } from '../support/traffic.ts';
import { type Day, hostOf } from './mechanisms.ts';
import { MINUTE_MS, minutes } from './scenes.ts';

const whole = minutes(0, 45);
const incident = minutes(25, 35);
const sampled = { ...whole, stepSeconds: 60, noise: 0.05 };

/** A short day with everything in it: a crawler, victims, several series that rise. */
function shortDay(seed: number): Day {
  const traffic = new Traffic(seed);
  const usual = slowedDown(traffic.ordinary(whole), incident, 3);
  const log = asLog(usual, traffic.hangingCrawler(incident, { seconds: 120 }));
  const series = [
    workers(log, sampled),
    { ...workers(log, { ...sampled, seed: 5 }), name: 'processes', role: 'processes' as const },
    leakedThreads(log, sampled),
    bufferedMemory(log, sampled),
  ];
  return { log, durations: 'logged', series };
}

/** All that an analysis says, as plain data; times less `shiftMs`. */
function answerOf({ verdict, incidents }: Analysis, shiftMs = 0): unknown {
  return {
    verdict,
    incidents: incidents.map((one) => ({
      host: one.host,
      from: one.incident.startMs - shiftMs,
      to: one.incident.endMs - shiftMs,
      onset: one.incident.primary.onset.timeMs - shiftMs,
      uncertaintyMs: one.incident.primary.onset.uncertaintyMs,
      primary: one.incident.primary.window.series.name,
      ladder: one.incident.ladder.map(({ window }) => window.series.name),
      verdict: one.verdict,
      placebo: one.placebo,
      abstention: one.abstention,
      culprits: one.culprits.map(({ finding, kind, verdict: said }) => ({
        subject: finding.lead.subject,
        aliases: finding.aliases,
        score: finding.lead.score,
        factors: finding.lead.factors,
        weights: finding.lead.weights,
        kind,
        said,
      })),
      victims: one.victims,
      ruledOut: one.ruledOut.map(({ subject, cost, share }) => ({ subject, cost, share })),
    })),
  };
}

function answerTo(...hosts: readonly Host[]): unknown {
  return answerOf(analyse(hosts, { top: 3 }));
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const next = noise(seed);
  return items
    .map((item) => ({ item, key: next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

const day = shortDay(1);
const answer = answerTo(hostOf(day));

describe('analyse', () => {
  it('finds the incident that the laws are tried on', () => {
    expect(answer).toMatchObject({
      verdict: 'culprit',
      incidents: [{ culprits: [{ subject: { route: '/calendar/{num}' } }] }],
    });
  });

  it('gives the same answer again', () => {
    expect(answerTo(hostOf(shortDay(1)))).toEqual(answer);
  });

  it('does not depend on the order of requests, nor on that of series', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const log = shuffled(day.log, seed);
        const series = shuffled(day.series, seed + 1);
        expect(answerTo(hostOf({ ...day, log, series }))).toEqual(answer);
      }),
      { numRuns: 3 },
    );
  });

  it('says the same of a host whoever else there is', () => {
    const other = hostOf(shortDay(2), 'other');
    const both = analyse([other, hostOf(day, 'this')], { top: 3 });
    const own = both.incidents.filter(({ host }) => host === 'this');
    expect(answerOf({ verdict: 'culprit', checks: [], unmet: [], incidents: own })).toEqual(
      answerTo(hostOf(day, 'this')),
    );
  });

  it('takes the tier that explains most, in whatever order they come', () => {
    const blind = hostOf({ ...day, log: new Traffic(3).ordinary(whole) });
    const { tiers } = hostOf(day);
    const both = [...blind.tiers, ...tiers];
    expect(answerTo({ ...blind, tiers: both })).toEqual(answer);
    expect(answerTo({ ...blind, tiers: [...both].reverse() })).toEqual(answer);
  });

  it('does not depend on when it all happened, by whole steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (steps) => {
        const shiftMs = steps * MINUTE_MS;
        const log = day.log.map((one) => later(one, shiftMs));
        const series = day.series.map((one) => laterSeries(one, shiftMs));
        const shifted = analyse([hostOf({ ...day, log, series })], { top: 3 });
        expect(answerOf(shifted, shiftMs)).toEqual(answer);
      }),
      { numRuns: 3 },
    );
  });
});

function later(one: Request, byMs: number): Request {
  return { ...one, startMs: one.startMs + byMs, endMs: one.endMs + byMs };
}

function laterSeries(one: Series, byMs: number): Series {
  return { ...one, times: one.times.map((timeMs) => timeMs + byMs) };
}
