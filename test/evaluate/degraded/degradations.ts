import type { Series } from '../../../src/series/series.ts';
import { CollectedCase } from '../collected-case.ts';
import type { LabelledCase } from '../labelled-case.ts';
import { archived, averaged, shifted, sparse } from './coarse-series.ts';
import { fewerLines, type LessOf, lessInLines, withLessLogged } from './degraded-logs.ts';
import { innocentLines, linesFromTheMiddle, sampledLines } from './kept-lines.ts';
import { withoutAgent, withoutDuration, withoutSite } from './line-fields.ts';

/** A way in which inputs are worse than they might be. */
export interface Degradation {
  /** What is done to them, for people. */
  readonly what: string;
  /** Codes of limits and reasons, one of which has to be told. */
  readonly told: readonly string[];
  /** The case with such inputs, or undefined where it has nothing that can be taken away; `folder` is for files of its own. */
  readonly of: (collected: CollectedCase, folder: string) => Promise<CollectedCase | undefined>;
}

/** By the names that they have in tables. */
export const degradations: Readonly<Record<string, Degradation>> = {
  'coarse-5m': {
    what: 'series averaged over 5 minutes by a recording rule',
    told: ['coarse-metrics'],
    of: ofSeries((one) => averaged(one, 300), 300),
  },
  'coarse-30m': {
    what: 'series of an archive of 30 minutes',
    told: ['coarse-metrics'],
    of: ofSeries((one) => archived(one, 1800), 1800),
  },
  'sparse-5m': {
    what: 'gauges sampled every 5 minutes',
    told: ['coarse-metrics'],
    of: ofSeries((one) => sparse(one, 300), 300),
  },
  'shifted-7m': {
    what: 'the clock of the series 7 minutes ahead',
    told: ['clock-offset', 'clocks-unchecked'],
    of: ofSeries((one) => shifted(one, 7)),
  },
  'shifted-1h': {
    what: 'the clock of the series an hour ahead',
    told: ['clock-offset', 'clocks-unchecked'],
    of: ofSeries((one) => shifted(one, 60)),
  },
  'no-durations': {
    what: 'no durations in the lines',
    told: ['no-durations', 'durations-implied'],
    of: ofLogs(lessInLines(withoutDuration)),
  },
  'no-agents': {
    what: 'neither agents nor referers in the lines',
    told: ['no-agents'],
    of: ofLogs(lessInLines(withoutAgent)),
  },
  'no-vhosts': {
    what: 'no sites in the lines',
    told: ['no-vhosts'],
    of: ofLogs(lessInLines(withoutSite)),
  },
  sampled: {
    what: 'one of ten lines logged',
    told: ['log-incomplete'],
    of: ofLogs(fewerLines(sampledLines)),
  },
  truncated: {
    what: 'logs that begin in the middle of the incident',
    told: ['logs-cover-part', 'logs-do-not-cover'],
    of: ofLogs(fewerLines(linesFromTheMiddle)),
  },
  'guilty-unlogged': {
    what: 'the lines of the culprit in a log that was not given',
    told: ['log-incomplete'],
    of: ofLogs(fewerLines(innocentLines), withoutCulprit),
  },
  'no-metrics': {
    what: 'the logs alone',
    told: ['no-metrics'],
    of: (collected, folder) =>
      CollectedCase.of({ ...collected.labelled, metrics: undefined }, folder),
  },
};

/** Series are read once, and degraded behind that: what their files hold is what comes of them. */
function ofSeries(change: (one: Series) => Series, stepSeconds = 0): Degradation['of'] {
  return (collected) => {
    const { labelled, series } = collected;
    const isLess = series.some((one) => change(one) !== one);
    if (!isLess) return Promise.resolve(undefined);
    const coarser = { ...labelled, stepSeconds: Math.max(labelled.stepSeconds, stepSeconds) };
    return Promise.resolve(collected.withSeries(change, coarser));
  };
}

function ofLogs(
  lessOf: LessOf,
  relabelled: (labelled: LabelledCase) => LabelledCase | undefined = (labelled) => labelled,
): Degradation['of'] {
  return async (collected, folder) => {
    const labelled = relabelled(collected.labelled);
    if (labelled === undefined) return undefined;
    const less = await withLessLogged(labelled, collected.logs, { lessOf, folder });
    return less && CollectedCase.of(less, folder);
  };
}

/** Nobody who is in the log is to blame. Controls have no culprit to leave out. */
function withoutCulprit(labelled: LabelledCase): LabelledCase | undefined {
  if (labelled.control !== undefined) return undefined;
  const windows = labelled.windows.map((window) => ({ ...window, culprits: [] }));
  return { ...labelled, control: 'other-cause', culprits: [], windows };
}
