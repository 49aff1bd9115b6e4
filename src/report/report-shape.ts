import { patterns } from '../analysis/culprit-pattern.ts';
import type { LogStart } from '../ingest/log-start.ts';
import type { LineOrderState } from '../request/times.ts';
import { costs } from '../rollup/cost.ts';
import { derivedDimensions } from '../rollup/derived.ts';
import { dimensions, type Subject } from '../rollup/dimension.ts';
import type { MergedFolder } from '../rollup/route-names.ts';
import type { NewNames } from '../rollup/subject-names.ts';
import type { ChartActivity, ChartSeries, IncidentChart } from './incident-chart.ts';
import type {
  Advice,
  CapacityInput,
  Culprit,
  Evidence,
  Exemplar,
  Incident,
  Limit,
  LogInput,
  Made,
  ReadingOptions,
  Reason,
  Report,
  SeriesInput,
  TimelineEntry,
  Traffic,
} from './report.ts';
import {
  flag,
  list,
  nullable,
  number,
  object,
  optional,
  type Shape,
  tally,
  text,
  time,
  word,
} from './shape.ts';

const verdict = word(
  'culprit',
  'suspect',
  'no-culprit-in-logs',
  'no-incident',
  'insufficient-data',
);

/** Closed: a dimension that is not known would make the slice larger than it was meant. */
const subject: Shape = object<Partial<Subject>>(
  Object.fromEntries(
    [...dimensions, ...derivedDimensions].map((name) => [name, optional(text)]),
  ) as Record<keyof Subject, Shape>,
  { closed: true },
);
const names: Shape = optional(list(text));
const told: Shape = object<Incident['victims'][number]>({ subject, text });

const logStart: Shape = object<LogStart>({
  inSegment: number,
  order: optional(object<LineOrderState>({ newestStartMs: number, farBackInRow: number })),
});

const logInput: Shape = object<LogInput>({
  path: text,
  node: optional(text),
  format: text,
  formatSource: optional(text),
  lines: number,
  parsed: number,
  missed: tally,
  from: optional(time),
  to: optional(time),
  bytes: number,
  stamps: optional(word('start', 'end')),
  start: optional(logStart),
});

/** Closed: lines read without an option that is not known would be others. */
const readingOptions: Shape = object<ReadingOptions>(
  {
    timeZone: optional(text),
    queryNames: optional(flag),
    trustedProxies: optional(list(text)),
  },
  { closed: true },
);

const seriesInput: Shape = object<SeriesInput>({
  name: text,
  node: optional(text),
  role: text,
  unit: text,
  from: time,
  to: time,
  stepSeconds: number,
  points: number,
  capacity: optional(number),
});

const capacityInput: Shape = object<CapacityInput>({
  role: text,
  value: number,
  source: word('option', 'configuration'),
  text,
  node: optional(text),
  series: list(text),
});

const traffic = {
  requests: number,
  bytes: optional(number),
  workerSeconds: optional(number),
  aborts: optional(number),
  errors: optional(number),
  clients: optional(number),
} as const;

const exemplar: Shape = object<Exemplar>({
  path: text,
  offset: number,
  line: text,
  start: optional(time),
  durationSeconds: optional(number),
  bytes: optional(number),
  client: optional(text),
});

const culprit: Shape = object<Culprit>({
  id: text,
  rank: number,
  verdict: word('culprit', 'suspect'),
  score: number,
  product: optional(number),
  kind: word(
    'oversized-response',
    'crawler-burst',
    'slow-url',
    'client-aborts',
    'saturation',
    'steady-growth',
    'traffic-surge',
    'upload',
    'error-burst',
    'other',
  ),
  pattern: optional(word(...patterns)),
  cost: word(...costs),
  subject,
  aliases: list(subject),
  ...traffic,
  explains: number,
  jointShare: optional(number),
  firstSeen: time,
  lastSeen: time,
  evidence: list(object<Evidence>({ factor: text, value: number, text })),
  exemplars: list(exemplar),
  advice: list(object<Advice>({ text, source: text, when: optional(word('now', 'later')) })),
});

const column = list(nullable(number));

const chart: Shape = object<IncidentChart>({
  from: time,
  stepSeconds: number,
  points: number,
  series: list(
    object<ChartSeries>({
      series: text,
      role: text,
      unit: text,
      baseline: number,
      limit: optional(number),
      values: column,
    }),
  ),
  activities: list(
    object<ChartActivity>({
      culprit: text,
      cost: word(...costs),
      unit: text,
      values: column,
      allTraffic: column,
    }),
  ),
});

const incident: Shape = object<Incident>({
  id: text,
  host: nullable(text),
  start: time,
  end: time,
  window: object<Incident['window']>({ from: time, to: time }),
  logs: list(text),
  onset: object<Incident['onset']>({ time, uncertaintySeconds: number }),
  primary: object<Incident['primary']>({
    series: text,
    role: text,
    unit: text,
    baseline: number,
    peak: number,
  }),
  ladder: list(object<Incident['ladder'][number]>({ series: text, role: text, onset: time })),
  verdict,
  linked: optional(list(text)),
  reasons: list(object<Reason>({ code: text, text })),
  newNames: optional(object<NewNames>({ client: names, agent: names, route: names })),
  mergedFolders: optional(list(object<MergedFolder>({ folder: text, kept: list(text) }))),
  countedBy: optional(word('line', 'bucket')),
  traffic: optional(object<Traffic>(traffic)),
  culprits: list(culprit),
  victims: list(told),
  ruledOut: list(told),
  chart: optional(chart),
});

const made: Shape = object<Made>({ version: text, arguments: list(text) });

/** The report's fields in the order in which they are written (design.md, section 4). */
export const reportShape: Shape = object<Report>({
  schema: word('culprit/report@1'),
  made: optional(made),
  verdict,
  inputs: object<Report['inputs']>({
    logs: list(logInput),
    series: list(seriesInput),
    capacities: optional(list(capacityInput)),
    options: optional(readingOptions),
  }),
  incidents: list(incident),
  timeline: list(object<TimelineEntry>({ time, kind: text, text, ref: optional(text) })),
  limits: list(object<Limit>({ code: text, text, remedy: text })),
  anonymized: optional(flag),
});

/** Shapes that have a name in `report.ts`, for who describes them. */
export const namedShapes: Readonly<Record<string, Shape>> = {
  Report: reportShape,
  Made: made,
  ReadingOptions: readingOptions,
  LogInput: logInput,
  SeriesInput: seriesInput,
  CapacityInput: capacityInput,
  Incident: incident,
  IncidentChart: chart,
  Culprit: culprit,
  Subject: subject,
  Exemplar: exemplar,
};
