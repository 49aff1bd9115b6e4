import { type Analysis, analyse, type Host } from '../../src/analysis/analyse.ts';
import type { DurationSource } from '../../src/incidents/tier.ts';
import type { Request } from '../../src/rollup/request.ts';
import type { Series } from '../../src/series/series.ts';
import {
  backgroundJob,
  bufferedMemory,
  leakedMemory,
  leakedThreads,
  type Sampled,
  workers,
} from '../support/series.ts';
import {
  asLog,
  rollupOf,
  type Span,
  slowedDown,
  Traffic,
  withoutDurations,
} from '../support/traffic.ts';

/** One host on one day, and what its log tells. */
export interface Day {
  readonly log: readonly Request[];
  readonly durations: DurationSource;
  readonly series: readonly Series[];
}

/** When things happen: the incident lies in the middle of the log. */
export interface Times {
  readonly whole: Span;
  readonly incident: Span;
  /** Ordinary requests a second. */
  readonly rate: number;
}

const dayMs = Date.UTC(2026, 10, 21);
const MINUTE_MS = 60_000;

/** Logs long enough for their step, and no longer: tests wait for them. */
export function timesFor(stepSeconds: number): Times {
  const at = (minute: number): number => dayMs + minute * MINUTE_MS;
  const times = (minutes: number, from: number, to: number, rate: number): Times => ({
    whole: { fromMs: dayMs, toMs: at(minutes) },
    incident: { fromMs: at(from), toMs: at(to) },
    rate,
  });
  if (stepSeconds < 60) return times(50, 25, 40, 1);
  return stepSeconds < 300 ? times(75, 40, 60, 1) : times(420, 240, 330, 0.4);
}

/** A way for a host to get into trouble, or not to. */
export type Mechanism = (times: Times, sampled: Sampled) => Day;

const VICTIMS_FACTOR = 4;

export const mechanisms: Readonly<Record<string, Mechanism>> = {
  'hanging crawler': ({ whole, incident, rate }, sampled) => {
    const traffic = new Traffic(1);
    const log = asLog(traffic.ordinary(whole, rate), traffic.hangingCrawler(incident));
    return { log, durations: 'logged', series: [workers(log, sampled)] };
  },
  'oversized response': ({ whole, incident, rate }, sampled) => {
    const traffic = new Traffic(2);
    const log = asLog(traffic.ordinary(whole, rate), traffic.oversizedResponses(incident));
    return { log, durations: 'logged', series: [bufferedMemory(log, sampled)] };
  },
  'oversized response, no durations': ({ whole, incident, rate }, sampled) => {
    const traffic = new Traffic(3);
    const truth = asLog(traffic.ordinary(whole, rate), traffic.oversizedResponses(incident));
    const series = [bufferedMemory(truth, sampled)];
    return { log: withoutDurations(truth), durations: 'none', series };
  },
  'client aborts': ({ whole, incident, rate }, sampled) => {
    const traffic = new Traffic(4);
    const log = asLog(traffic.ordinary(whole, rate), traffic.clientAborts(incident));
    return { log, durations: 'logged', series: [leakedThreads(log, sampled)] };
  },
  'leaking uploads': ({ whole, incident, rate }, sampled) => {
    const traffic = new Traffic(5);
    const log = asLog(traffic.ordinary(whole, rate), traffic.uploads(incident));
    const leak = { route: '/upload', bytesEachTime: 500_000 };
    return { log, durations: 'logged', series: [leakedMemory(log, sampled, leak)] };
  },
  surge: ({ whole, incident, rate }, sampled) => {
    const traffic = new Traffic(6);
    const log = asLog(traffic.ordinary(whole, rate), traffic.ordinary(incident, 30));
    return { log, durations: 'logged', series: [workers(log, sampled)] };
  },
  'crawler among victims': ({ whole, incident, rate }, sampled) => {
    const traffic = new Traffic(7);
    const usual = slowedDown(traffic.ordinary(whole, 2 * rate), incident, VICTIMS_FACTOR);
    const log = asLog(usual, traffic.hangingCrawler(incident));
    return { log, durations: 'logged', series: [workers(log, sampled)] };
  },
  'crawler beside a burst': ({ whole, incident, rate }, sampled) => {
    const traffic = new Traffic(8);
    const log = asLog(
      traffic.ordinary(whole, rate),
      traffic.hangingCrawler(incident),
      traffic.harmlessBurst(incident),
    );
    return { log, durations: 'logged', series: [workers(log, sampled)] };
  },
  'background job': ({ whole, incident, rate }, sampled) => {
    const log = asLog(new Traffic(9).ordinary(whole, rate));
    return { log, durations: 'logged', series: [backgroundJob(incident, sampled)] };
  },
  quiet: ({ whole, rate }, sampled) => {
    const log = asLog(new Traffic(10).ordinary(whole, rate));
    const series = [
      workers(log, sampled),
      bufferedMemory(log, sampled),
      leakedThreads(log, sampled),
    ];
    return { log, durations: 'logged', series };
  },
};

/** A day by its mechanism's name. */
export function dayOf(mechanism: string, { noise, step }: { noise: number; step: number }): Day {
  const make = mechanisms[mechanism];
  if (make === undefined) throw new Error(`no mechanism ${mechanism}`);
  const times = timesFor(step);
  return make(times, { ...times.whole, stepSeconds: step, noise });
}

export function hostOf({ log, durations, series }: Day, name?: string): Host {
  const tier = { rollup: rollupOf(log), durations, paths: ['access.log'] };
  return { name, tiers: [tier], series };
}

export function analysisOf(day: Day): Analysis {
  return analyse([hostOf(day)], { top: 3 });
}
