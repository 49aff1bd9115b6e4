import { MAX_CANDIDATES } from '../analysis/candidates.ts';
import { MAX_FOLDERS } from '../analysis/derived-candidates.ts';
import { bytes, count, counted, decimal, share } from '../report/numbers.ts';
import type { Limit } from '../report/report.ts';
import { MERGED } from '../rollup/route-names.ts';
import { clockLimits } from './clock-limits.ts';
import { countedLimits } from './counted-limits.ts';
import { hintLimits } from './hint-limits.ts';
import type { LogSummary } from './log-summary.ts';
import { mergedFoldersOf } from './merged-folders.ts';
import { metricLimits } from './metric-limits.ts';
import type { ReportParts } from './report-parts.ts';
import { unlookedLimits } from './unlooked-limits.ts';
import { untoldBy } from './untold.ts';
import { victimLimits } from './victims-told.ts';

/** A larger part of missed lines than this is said. */
export const MANY_MISSES = 0.05;

/** What these inputs could not tell, and what would have told it. */
export function limitsOf(parts: ReportParts): readonly Limit[] {
  return [
    ...parts.logs.flatMap((log) => logLimits(log, isUnexplained(parts))),
    ...metricLimits(parts),
    ...hintLimits(parts),
    ...skippedLimits(parts),
    ...configLimits(parts),
    ...foldedLimits(parts),
    ...mergedLimits(parts),
    ...unlookedLimits(parts),
    ...countedLimits(parts),
    ...untriedLimits(parts),
    ...victimLimits(parts),
  ];
}

/** Whether there is an incident that nobody is the culprit of: what is not logged may be why. */
function isUnexplained({ analysis }: ReportParts): boolean {
  return analysis.incidents.length > 0 && analysis.verdict !== 'culprit';
}

function logLimits(log: LogSummary, unexplained: boolean): Limit[] {
  const limits = fieldLimits(log, unexplained);
  if (log.unread > MANY_MISSES * log.lines) {
    limits.push({
      code: 'many-misses',
      text: `${share(log.unread / log.lines)} of the lines of ${log.name} could not be read as ${log.format}.`,
      remedy: 'name the log’s own format with --log-format',
    });
  }
  return [...limits, ...unfitLimits(log), ...clockLimits(log), ...cutLimits(log)];
}

function unfitLimits({ name, format, unfitSource }: LogSummary): Limit[] {
  if (unfitSource === undefined) return [];
  return [
    {
      code: 'configured-format-unfit',
      text: `The lines of ${name} are not in the format of \`${unfitSource}\`: ${format} was detected instead.`,
      remedy:
        'give the configuration that the log was written with, or its format with --log-format',
    },
  ];
}

/** What its fields leave untold. Durations are made up for in part where the order of lines tells them. */
function fieldLimits(
  { name, fields, server, impliesDurations }: LogSummary,
  unexplained: boolean,
): Limit[] {
  return untoldBy(fields, server)
    .filter(({ weighs, code }) => weighs || (unexplained && code === 'no-vhosts'))
    .map(({ code, lacks, findings, remedy }) =>
      code === 'no-durations' && impliesDurations
        ? {
            code: 'durations-implied',
            text: `${name} logs no durations. How long requests ran was read off the order of its lines, which gives a lower bound.`,
            remedy,
          }
        : { code, text: `${name} logs no ${lacks}: ${findings} cannot be told.`, remedy },
    );
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

function skippedLimits({ skipped }: ReportParts): Limit[] {
  const first = skipped[0];
  if (first === undefined) return [];
  return [
    {
      code: 'files-skipped',
      text: `${counted(skipped.length, 'file')} of the inputs ${skipped.length === 1 ? 'was' : 'were'} not read. ${first.reason.startsWith(first.path) ? '' : `${first.path}: `}${first.reason}.`,
      remedy: 'name a file alone to see why it is not read',
    },
  ];
}

function configLimits({ configs }: ReportParts): Limit[] {
  return configs.flatMap(({ path, notes: [first, ...others] }) => {
    if (first === undefined) return [];
    const more = others.length === 0 ? '' : ` And ${counted(others.length, 'more note')}.`;
    return [
      {
        code: 'configuration-notes',
        text: `The configuration ${path} was not understood as a whole: ${first}.${more}`,
        remedy: 'see culprit inspect --server-config for all notes',
      },
    ];
  });
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

/** Slices that were too many to be tried. */
function untriedLimits({ analysis: { untriedShare } }: ReportParts): Limit[] {
  if (untriedShare === undefined) return [];
  return [
    {
      code: 'slices-not-tried',
      text: `The ${count(MAX_CANDIDATES)} largest slices of a log, and the ${MAX_FOLDERS} largest folders, were tried: one with at most ${decimal(100 * untriedShare)} % of its requests, bytes, time, aborts and failures was seen only as a part of larger ones.`,
      remedy: 'cut the time with --from and --to',
    },
  ];
}
