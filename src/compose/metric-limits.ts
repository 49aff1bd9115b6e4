import type { AnalysedIncident } from '../analysis/analyse.ts';
import { isFromLog } from '../incidents/log-series.ts';
import { canMatter } from '../incidents/materiality.ts';
import { count, counted, duration } from '../report/numbers.ts';
import type { Limit } from '../report/report.ts';
import { dateTime, timeSpan } from '../report/times.ts';
import type { TimeSpan } from '../rollup/grid.ts';
import { type Hole, holesOf } from '../series/hole.ts';
import type { FileNote } from '../series/input.ts';
import type { Series } from '../series/series.ts';
import { coverLimits } from './cover-limits.ts';
import { hostCheckLimits } from './host-check-limits.ts';
import { hostLimits, hostsWithoutMetrics } from './host-limits.ts';
import { isoTime } from './iso-time.ts';
import type { ReportParts } from './report-parts.ts';

/** Steps above this hide what happens in between. */
const COARSE_STEP_SECONDS = 60;

/** What the metrics could not tell. */
export function metricLimits(parts: ReportParts): readonly Limit[] {
  const { series, analysis } = parts;
  if (series.length === 0) {
    return [
      {
        code: 'no-metrics',
        text: 'No metrics were given: incidents were looked for in what the log itself counts. When memory, swap or CPU ran short is not known.',
        remedy: 'name them with --metrics',
      },
    ];
  }
  const limits: Limit[] = [];
  const watched = analysis.incidents.filter(({ scene }) => !isFromLog(scene.series));
  const step = coarsestStep(parts);
  if (step > COARSE_STEP_SECONDS) {
    limits.push({
      code: 'coarse-metrics',
      text: `The metrics have one sample every ${duration(step)}: what rose and fell in between is not seen, and onsets are as uncertain.${shortestText(watched)}`,
      remedy: 'export at a finer step where the monitoring has one',
    });
  }
  if (watched.some(({ placebo, culprits }) => culprits.length > 0 && placebo.tried === 0)) {
    limits.push({
      code: 'short-history',
      text: 'The logs are too short to see how often a slice moves like this by chance.',
      remedy: 'give several hours of log and metrics around the incident',
    });
  }
  return [
    ...limits,
    ...hostLimits(parts),
    ...unwatchedLimits(parts),
    ...servedLimits(parts),
    ...apartLimits(parts),
    ...hostCheckLimits(parts),
    ...coverLimits(parts),
    ...holeLimits(parts),
    ...resetLimits(parts),
    ...noteLimits(parts),
  ];
}

/** How long the incident with the fewest samples is, against the step. */
function shortestText(watched: readonly AnalysedIncident[]): string {
  const spans = watched.map(({ incident: { startMs, endMs }, scene: { series } }) => ({
    seconds: (endMs - startMs) / 1000,
    samples: 1 + Math.round((endMs - startMs) / (series.stepSeconds * 1000)),
  }));
  const [fewest] = spans.sort((one, other) => one.samples - other.samples);
  if (fewest === undefined) return '';
  const { seconds, samples } = fewest;
  const length = seconds > 0 ? `of ${duration(seconds)}, ` : '';
  return ` The shortest incident, ${length}has ${counted(samples, 'sample')}.`;
}

/** Of the series that incidents were found in; where there are none, the finest that they were looked for in, seconds. */
function coarsestStep({ series, analysis }: ReportParts): number {
  const found = analysis.incidents
    .map(({ scene }) => scene.series)
    .filter((one) => !isFromLog(one));
  if (found.length > 0) return Math.max(...found.map(({ stepSeconds }) => stepSeconds));
  const looked = series.filter(canMatter);
  return looked.length === 0 ? 0 : Math.min(...looked.map(({ stepSeconds }) => stepSeconds));
}

/** Incidents at times of which there are no metrics. */
function unwatchedLimits(parts: ReportParts): Limit[] {
  const without = hostsWithoutMetrics(parts);
  const unwatched = parts.analysis.incidents.filter(
    ({ scene, host, logShows }) =>
      isFromLog(scene.series) && logShows === undefined && !without.includes(host ?? ''),
  );
  if (unwatched.length === 0) return [];
  return [
    {
      code: 'metrics-silent',
      text: `The metrics have no samples at the time of ${counted(unwatched.length, 'incident')}: what the log itself counts told of ${unwatched.length === 1 ? 'it' : 'them'}.`,
      remedy: 'give metrics of the whole time of the logs',
    },
  ];
}

/** Incidents that only a series of what is being served would show. */
function servedLimits({ analysis }: ReportParts): Limit[] {
  const unseen = analysis.incidents.filter(({ logShows }) => logShows === 'pile-up');
  if (unseen.length === 0) return [];
  return [
    {
      code: 'served-not-measured',
      text: `No series tells how many requests were being served at the time of ${counted(unseen.length, 'incident')}: the log itself told of ${unseen.length === 1 ? 'it' : 'them'}.`,
      remedy:
        'give the busy workers or the connections of the server as well: mod_status, stub_status, php-fpm’s or uWSGI’s own figures',
    },
  ];
}

/** Logs and metrics that have no time in common, which no offset explains. */
function apartLimits({ logs, series, analysis, offsetMinutes }: ReportParts): Limit[] {
  const ofLogs = spanOf(logs.map(({ fromMs = Number.NaN, toMs = Number.NaN }) => [fromMs, toMs]));
  const ofSeries = spanOf(
    series.map(({ times }) => [times[0] ?? Number.NaN, times.at(-1) ?? Number.NaN]),
  );
  const isApart = ofLogs.toMs < ofSeries.fromMs || ofSeries.toMs < ofLogs.fromMs;
  const isMoved = analysis.checks.some(({ clock }) => clock !== undefined && clock.offsetMs !== 0);
  if (!isApart || isMoved) return [];
  const text = ({ fromMs, toMs }: TimeSpan): string =>
    timeSpan(isoTime(fromMs, offsetMinutes), isoTime(toMs, offsetMinutes));
  return [
    {
      code: 'no-overlap',
      text: `Logs and metrics have no time in common: the logs cover ${text(ofLogs)}, the metrics ${text(ofSeries)}.`,
      remedy: 'give metrics of the time of the logs, or the zone of the logs with --tz',
    },
  ];
}

function spanOf(spans: readonly (readonly [number, number])[]): TimeSpan {
  const known = spans.filter(([fromMs]) => Number.isFinite(fromMs));
  return {
    fromMs: Math.min(...known.map(([fromMs]) => fromMs)),
    toMs: Math.max(...known.map(([, toMs]) => toMs)),
  };
}

/** Spans in which series have no samples: what happened then is not seen. */
function holeLimits({ series, offsetMinutes }: ReportParts): Limit[] {
  const holed = series.flatMap((one) => {
    const [longest] = holesOf(one);
    return longest === undefined ? [] : [{ one, longest }];
  });
  const [first] = holed.sort((a, b) => lengthOf(b.longest) - lengthOf(a.longest));
  if (first === undefined) return [];
  const { longest } = first;
  const span = timeSpan(
    isoTime(longest.fromMs, offsetMinutes),
    isoTime(longest.toMs, offsetMinutes),
  );
  return [
    {
      code: 'metrics-holes',
      text: `${counted(holed.length, 'resource series', 'resource series')} ${holed.length === 1 ? 'has' : 'have'} holes: ${nameOf(first.one)} has no samples ${span} (${duration(lengthOf(longest) / 1000)}), and what happened then is not seen.`,
      remedy: 'see whether the monitoring or the host was down then',
    },
  ];
}

function lengthOf({ fromMs, toMs }: Hole): number {
  return toMs - fromMs;
}

/** Counters that began again: their rate is too low in that step, and something was restarted. */
function resetLimits({ series, offsetMinutes }: ReportParts): Limit[] {
  const reset = series.flatMap((one) =>
    one.resets === undefined ? [] : [{ one, resets: one.resets }],
  );
  const [first] = reset;
  const timeMs = first?.resets[0];
  if (first === undefined || timeMs === undefined) return [];
  const more =
    first.resets.length > 1 ? ` (and ${counted(first.resets.length - 1, 'more time')})` : '';
  return [
    {
      code: 'counter-reset',
      text: `${counted(reset.length, 'counter')} began again at 0: ${nameOf(first.one)} before ${dateTime(isoTime(timeMs, offsetMinutes))}${more}. What was counted just before is lost.`,
      remedy: 'see whether the server or the host was restarted then',
    },
  ];
}

function nameOf({ name, node }: Series): string {
  return node === undefined ? name : `${name} of ${node}`;
}

/** Kinds of notes that are told. */
const NOTES_SHOWN = 5;

/** What the files themselves say: warnings of an API, what was knowingly left out. Of those alike the first is told. */
function noteLimits({ notes }: ReportParts): Limit[] {
  const kinds = new Map<string, FileNote[]>();
  for (const note of notes) {
    const [kind = ''] = note.text.split(': ', 1);
    kinds.set(kind, [...(kinds.get(kind) ?? []), note]);
  }
  return [...kinds.values()].slice(0, NOTES_SHOWN).flatMap((alike, place) => {
    const [first] = alike;
    if (first === undefined) return [];
    const others = alike.length - 1;
    const untold = place === NOTES_SHOWN - 1 ? kinds.size - NOTES_SHOWN : 0;
    const more = [
      ...(others > 0 ? [`${count(others)} more like it`] : []),
      ...(untold > 0 ? [`notes of ${counted(untold, 'more kind')}`] : []),
    ];
    return {
      code: 'metrics-note',
      text: `${first.path}: ${first.text}${more.length > 0 ? ` (and ${more.join(', ')})` : ''}.`,
      remedy: 'see culprit inspect for all that the file holds',
    };
  });
}
