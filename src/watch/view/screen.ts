import { visibleText } from '../../report/log-text.ts';
import { kindNames, roleName } from '../../report/names.ts';
import { count, counted, decimal, quantity, score, share } from '../../report/numbers.ts';
import type { Culprit, Incident, Report } from '../../report/report.ts';
import { columnsOf, sparkline } from '../../report/sparkline.ts';
import { subjectText } from '../../report/subject-text.ts';
import { clockTime, dateTime } from '../../report/times.ts';
import type { Series } from '../../series/series.ts';
import { type HealthNow, healthText } from '../health.ts';
import type { TrackedIncident } from '../incident-tracker.ts';
import type { TrafficNow } from '../traffic-now.ts';
import { fitted, padded, wrapped } from './text-width.ts';

/** How a line of the screen stands out. */
export type Emphasis = 'plain' | 'title' | 'faint' | 'alarm' | 'warning';

export interface ScreenLine {
  readonly text: string;
  readonly emphasis: Emphasis;
}

/** What the screen shows. */
export interface ScreenContent {
  /** The newest time of logs and series, ISO 8601; undefined before the first analysis. */
  readonly time: string | undefined;
  readonly report: Report | undefined;
  readonly series: readonly Series[];
  readonly traffic: readonly TrafficNow[];
  readonly tracked: readonly TrackedIncident[];
  readonly health: HealthNow;
  readonly lines: number;
  readonly isFrozen: boolean;
  /** The number of the finding that is open, from 1 on. */
  readonly opened: number | undefined;
  /** Said at the bottom for a while. */
  readonly notice: string | undefined;
}

export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

/** Room for names of resources at a narrow and at a wide terminal, and for their values. */
const NAME_COLUMNS = 26;
const WIDE_NAME_COLUMNS = 72;
const WIDE_COLUMNS = 150;
const VALUE_COLUMNS = 20;
/** Findings that have a key. */
export const MAX_FINDINGS = 9;

/** The whole screen, no line wider than it and no more of them. Log text in it is visible and clipped. Pure. */
export function screenOf(content: ScreenContent, size: ScreenSize): readonly ScreenLine[] {
  const { columns, rows } = size;
  const head = [titleLine(content), statusLine(content)];
  const foot = line(content.notice ?? KEYS, content.notice === undefined ? 'faint' : 'warning');
  const findings = findingsOf(content);
  const opened = content.opened === undefined ? undefined : findings[content.opened - 1];
  const room = rows - head.length - 1;
  const body =
    opened === undefined
      ? overview(content, { ...size, rows: room })
      : details(opened).flatMap((one) =>
          wrapped(one.text, columns).map((text) => ({ ...one, text })),
        );
  const shown = body.slice(0, room);
  const blank = Array.from({ length: Math.max(0, room - shown.length) }, () => line(''));
  return [...head, ...shown, ...blank, foot].map(({ text, emphasis }) => ({
    text: fitted(text, columns),
    emphasis,
  }));
}

const KEYS = 'q quit   f freeze   1-9 open a finding   0 back   w write the report now';

/** A culprit or suspect, and the incident that it is of. */
export interface Finding {
  readonly incident: Incident;
  readonly culprit: Culprit;
}

/** What can be opened: of the newest incidents first. */
export function findingsOf({ report }: Pick<ScreenContent, 'report'>): readonly Finding[] {
  const incidents = (report?.incidents ?? []).toReversed();
  return incidents
    .flatMap((incident) => incident.culprits.map((culprit) => ({ incident, culprit })))
    .slice(0, MAX_FINDINGS);
}

function titleLine({ time, tracked, isFrozen }: ScreenContent): ScreenLine {
  const open = tracked.filter(({ stage }) => stage === 'told');
  const state =
    time === undefined
      ? 'waiting for lines'
      : open.length === 0
        ? 'nothing is wrong now'
        : `${counted(open.length, 'incident')} now`;
  const frozen = isFrozen ? '   FROZEN' : '';
  const at = time === undefined ? '' : `   ${dateTime(time)}`;
  return line(`culprit watch${at}   ${state}${frozen}`, open.length > 0 ? 'alarm' : 'title');
}

function statusLine({ health, lines }: ScreenContent): ScreenLine {
  return line(`${counted(lines, 'line')}, ${healthText(health)}`, 'faint');
}

function overview(content: ScreenContent, { columns, rows }: ScreenSize): readonly ScreenLine[] {
  const findings = findingSection(content);
  const [timeline, misses] = [timelineSection(content), missSection(content)];
  const traffic = trafficSection(content, columns);
  const fixed = findings.length + traffic.length + misses.length;
  // Resources and the timeline share what findings leave.
  const left = Math.max(4, rows - fixed);
  const forTimeline = Math.min(timeline.length, Math.max(3, Math.floor(left / 3)));
  const resources = resourceSection(content, columns).slice(0, Math.max(2, left - forTimeline));
  return [...findings, ...resources, ...traffic, ...timeline.slice(0, forTimeline), ...misses];
}

function findingSection({ report, ...content }: ScreenContent): readonly ScreenLine[] {
  const findings = findingsOf({ report });
  if (findings.length === 0) {
    const [first] = (report?.incidents ?? []).toReversed().filter((one) => isTold(one, content));
    const why = first?.reasons[0]?.text;
    if (first === undefined) return [];
    const text = `${when(first)} ${what(first)}: nobody is named${why === undefined ? '' : `. ${why}`}`;
    return [line('SUSPECTS', 'title'), line(visibleText(text))];
  }
  return [
    line('SUSPECTS', 'title'),
    ...findings.slice(0, 5).flatMap(({ incident, culprit }, at) => {
      const { verdict, subject, kind, explains, evidence } = culprit;
      const open = isTold(incident, content);
      const head = `${at + 1} ${verdict}, score ${score(culprit.score)}: ${subjectText(subject)}, ${kindNames[kind]}`;
      const tail = `    explains ${share(explains)} of ${what(incident)}, ${when(incident)}`;
      const [first] = evidence;
      return [
        line(visibleText(head), open ? 'alarm' : 'plain'),
        line(visibleText(first === undefined ? tail : `${tail}. ${first.text}`), 'faint'),
      ];
    }),
  ];
}

/** Whether an incident is one that was told and goes on. */
function isTold({ start, host }: Incident, { tracked }: Pick<ScreenContent, 'tracked'>): boolean {
  return tracked.some(
    (one) => one.stage === 'told' && one.host === host && one.fromMs === Date.parse(start),
  );
}

function what({ primary }: Incident): string {
  const name = roleName(primary.role) ?? primary.series;
  return `${name} ${quantity(primary.baseline, primary.unit)} to ${quantity(primary.peak, primary.unit)}`;
}

function when({ start, end }: Incident): string {
  return `${clockTime(start, end)} to ${clockTime(end, start)}`;
}

/** Roles from what requests hold themselves to what is everybody's. */
const roleOrder: readonly string[] = [
  'workers',
  'threads',
  'processes',
  'queue',
  'memory',
  'swap',
  'connections',
  'cpu',
  'load',
  'network',
  'io-wait',
  'swap-io',
  'disk',
];

function resourceSection(
  { series, report }: ScreenContent,
  columns: number,
): readonly ScreenLine[] {
  if (series.length === 0)
    return [line('RESOURCES', 'title'), line('none are known yet; name them with -m', 'faint')];
  const involved = new Set(
    report?.incidents.flatMap(({ ladder }) => ladder.map((rung) => rung.series)),
  );
  const rank = ({ role, name }: Series): number => {
    const at = roleOrder.indexOf(role);
    return (involved.has(name) ? 0 : 100) + (at < 0 ? roleOrder.length : at);
  };
  const ordered = [...series].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
  return [
    line('RESOURCES', 'title'),
    ...ordered.map((one) => {
      const { name, role, unit, values, capacity } = one;
      const last = values.findLast(Number.isFinite);
      const now = last === undefined ? 'unknown' : quantity(last, unit);
      const limit = capacity === undefined ? '' : ` of ${quantity(capacity, unit)}`;
      const label = `${roleName(role) ?? role}: ${visibleText(name)}`;
      const row = `${padded(label, nameColumns(columns))} ${spark(values, columns)} ${now}${limit}`;
      return line(row, involved.has(name) ? 'warning' : 'plain');
    }),
  ];
}

function nameColumns(columns: number): number {
  return columns < WIDE_COLUMNS ? NAME_COLUMNS : WIDE_NAME_COLUMNS;
}

/** A row of blocks as wide as is left beside a name and a value. */
function spark(values: ArrayLike<number>, columns: number): string {
  const width = Math.max(8, columns - nameColumns(columns) - VALUE_COLUMNS - 2);
  const known = Array.from(values, (value) => (Number.isFinite(value) ? value : null));
  return padded(sparkline(columnsOf(known, 'highest')), Math.min(width, 48));
}

function trafficSection({ traffic }: ScreenContent, columns: number): readonly ScreenLine[] {
  if (traffic.length === 0) return [];
  return [
    line('TRAFFIC', 'title'),
    ...traffic.slice(0, 3).flatMap(({ name, requestsPerSecond, inFlight }) => {
      const row = (label: string, values: readonly number[], unit: string): ScreenLine => {
        const last = values.at(-1) ?? 0;
        return line(
          `${padded(visibleText(label), nameColumns(columns))} ${spark(values, columns)} ${decimal(last)}${unit}`,
        );
      };
      const requests = row(`requests ${name}`, requestsPerSecond, '/s');
      return inFlight === undefined ? [requests] : [requests, row('  in flight', inFlight, '')];
    }),
  ];
}

function timelineSection({ report, time }: ScreenContent): readonly ScreenLine[] {
  const entries = (report?.timeline ?? []).toReversed();
  if (entries.length === 0) return [];
  return [
    line('TIMELINE', 'title'),
    ...entries.map((entry) => {
      return line(
        visibleText(
          `${clockTime(entry.time, time ?? entry.time)}  ${entry.text.replaceAll('`', '')}`,
        ),
      );
    }),
  ];
}

function missSection({ report }: ScreenContent): readonly ScreenLine[] {
  const misses = new Map<string, number>();
  for (const { missed } of report?.inputs.logs ?? []) {
    for (const [reason, lines] of Object.entries(missed)) {
      misses.set(reason, (misses.get(reason) ?? 0) + lines);
    }
  }
  if (misses.size === 0) return [];
  const texts = [...misses]
    .sort(([, a], [, b]) => b - a)
    .map(([reason, lines]) => `${count(lines)} ${reason}`);
  return [line(visibleText(`MISSES  ${texts.join(', ')}`), 'warning')];
}

/** A finding with all that is known of it. */
function details({ incident, culprit }: Finding): readonly ScreenLine[] {
  const { verdict, subject, kind, evidence, exemplars, advice, aliases } = culprit;
  return [
    line(visibleText(`${verdict} ${subjectText(subject)}`), 'alarm'),
    line(
      visibleText(
        `${kindNames[kind]}, score ${score(culprit.score)}; ${what(incident)}, ${when(incident)}`,
      ),
    ),
    ...(aliases.length === 0
      ? []
      : [line(visibleText(`also: ${aliases.map(subjectText).join('; ')}`), 'faint')]),
    line('EVIDENCE', 'title'),
    ...evidence.map(({ text }) => line(visibleText(`- ${text.replaceAll('`', '')}`))),
    ...(exemplars.length === 0 ? [] : [line('LARGEST REQUESTS', 'title')]),
    ...exemplars.map((exemplar) => line(visibleText(exemplar.line), 'faint')),
    line('WHAT TO DO', 'title'),
    ...advice.map(({ text }) => line(visibleText(`- ${text.replaceAll('`', '')}`))),
  ];
}

function line(text: string, emphasis: Emphasis = 'plain'): ScreenLine {
  return { text, emphasis };
}
