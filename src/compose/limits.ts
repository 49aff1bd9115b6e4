import { bytes, counted, duration, share } from '../report/numbers.ts';
import type { Limit } from '../report/report.ts';
import { MERGED } from '../rollup/route-names.ts';
import type { LogSummary } from './log-summary.ts';
import { mergedFoldersOf } from './merged-folders.ts';
import type { ReportParts } from './report-parts.ts';

/** A larger part of missed lines than this is said. */
export const MANY_MISSES = 0.05;
/** Steps above this hide what happens in between. */
const COARSE_STEP_SECONDS = 60;

/** The directive that logs the duration, by the name of the format's server. */
const durationDirectives: Readonly<Record<string, string>> = {
  apache: 'add %D to LogFormat',
  lighttpd: 'add %D to accesslog.format',
  nginx: 'add $request_time to log_format',
};

/** What these inputs could not tell, and what would have told it. */
export function limitsOf(parts: ReportParts): readonly Limit[] {
  return [
    ...parts.logs.flatMap(logLimits),
    ...metricLimits(parts),
    ...skippedLimits(parts),
    ...foldedLimits(parts),
    ...mergedLimits(parts),
  ];
}

function logLimits(log: LogSummary): Limit[] {
  const limits: Limit[] = [];
  const remedy = durationDirectives[log.server] ?? 'log the duration of requests';
  if (!log.hasDurations && log.impliesDurations) {
    limits.push({
      code: 'durations-implied',
      text: `${log.name} logs no durations. How long requests ran was read off the order of its lines, which gives a lower bound.`,
      remedy,
    });
  } else if (!log.hasDurations) {
    limits.push({
      code: 'no-durations',
      text: `${log.name} logs no durations: who held workers and for how long cannot be told.`,
      remedy,
    });
  }
  if (log.unread > MANY_MISSES * log.lines) {
    limits.push({
      code: 'many-misses',
      text: `${share(log.unread / log.lines)} of the lines of ${log.name} could not be read as ${log.format}.`,
      remedy: 'name the log’s own format with --log-format',
    });
  }
  return [...limits, ...zoneLimits(log), ...cutLimits(log)];
}

function zoneLimits({ name, zoneIsAssumed }: LogSummary): Limit[] {
  if (!zoneIsAssumed) return [];
  return [
    {
      code: 'no-zone',
      text: `${name} writes times without their zone: they were taken for UTC.`,
      remedy: 'give the zone of the server with --tz',
    },
  ];
}

function cutLimits({ name, cutBytes }: LogSummary): Limit[] {
  if (cutBytes === 0) return [];
  return [
    {
      code: 'log-cut',
      text: `${name} was cut short while it was read: its last ${bytes(cutBytes)} are missing.`,
      remedy: 'read the copy that rotation made of it',
    },
  ];
}

function metricLimits({ series, analysis }: ReportParts): Limit[] {
  if (series.length === 0) {
    return [
      {
        code: 'no-metrics',
        text: 'No metrics were given: when the host was unwell is not known.',
        remedy: 'name them with --metrics',
      },
    ];
  }
  const limits: Limit[] = [];
  const steps = analysis.incidents.map(({ scene }) => scene.series.stepSeconds);
  const step = Math.max(...steps);
  if (step > COARSE_STEP_SECONDS) {
    limits.push({
      code: 'coarse-metrics',
      text: `The metrics have one sample every ${duration(step)}: what rose and fell in between is not seen, and onsets are as uncertain.`,
      remedy: 'export at a finer step where the monitoring has one',
    });
  }
  if (
    analysis.incidents.some(({ placebo, culprits }) => culprits.length > 0 && placebo.tried === 0)
  ) {
    limits.push({
      code: 'short-history',
      text: 'The logs are too short to see how often a slice moves like this by chance.',
      remedy: 'give several hours of log and metrics around the incident',
    });
  }
  return limits;
}

function skippedLimits({ skipped }: ReportParts): Limit[] {
  const first = skipped[0];
  if (first === undefined) return [];
  return [
    {
      code: 'files-skipped',
      text: `${counted(skipped.length, 'file')} of the named folders ${skipped.length === 1 ? 'was' : 'were'} not read, such as ${first.path}: ${first.reason}.`,
      remedy: 'name a file itself to see why it is not read',
    },
  ];
}

function foldedLimits({ analysis }: ReportParts): Limit[] {
  const folded = new Set(analysis.incidents.flatMap(({ scene }) => scene.rollup.limitsHit));
  if (folded.size === 0) return [];
  return [
    {
      code: 'keys-folded',
      text: `More names than are kept apart: the smallest of ${[...folded].join(', ')} were counted together${folded.has('route') ? ', those of routes by folder where there were several' : ''}.`,
      remedy: 'cut the time with --from and --to',
    },
  ];
}

function mergedLimits({ analysis }: ReportParts): Limit[] {
  const folders = new Set(
    analysis.incidents.flatMap(mergedFoldersOf).map(({ folder }) => folder + MERGED),
  );
  if (folders.size === 0) return [];
  return [
    {
      code: 'routes-merged',
      text: `${[...folders].join(', ')} stands for very many names of one folder, told as one route; only the heaviest are told apart.`,
      remedy: 'see which ones they are with culprit lines',
    },
  ];
}
