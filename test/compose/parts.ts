import { type Field, numberFields, textFields } from '../../parsers/contract.ts';
import { analyse } from '../../src/analysis/analyse.ts';
import { clockOf } from '../../src/compose/log-clock.ts';
import type { LogSummary } from '../../src/compose/log-summary.ts';
import type { ReportParts } from '../../src/compose/report-parts.ts';
import { OWN_START } from '../../src/ingest/log-start.ts';
import { TimeFacts } from '../../src/request/time-facts.ts';
import type { Request } from '../../src/rollup/request.ts';
import { type Day, hostOf } from '../analysis/mechanisms.ts';
import { minutes } from '../analysis/scenes.ts';
import { bufferedMemory, workers } from '../support/series.ts';
import { asLog, slowedDown, Traffic } from '../support/traffic.ts';

export const whole = minutes(0, 45);
export const trouble = minutes(25, 35);
const sampled = { ...whole, stepSeconds: 60 };

/** A crawler that holds workers while everybody else gets slow. */
export function crawlerDay(): Day {
  const traffic = new Traffic(21);
  const usual = slowedDown(traffic.ordinary(whole), trouble, 4);
  const log = asLog(usual, traffic.hangingCrawler(trouble, { seconds: 120 }));
  return { log, durations: 'logged', series: [workers(log, sampled)] };
}

/** Large exports that fill the memory. */
export function exportDay(): Day {
  const traffic = new Traffic(22);
  const log = asLog(traffic.ordinary(whole), traffic.oversizedResponses(trouble));
  return { log, durations: 'logged', series: [bufferedMemory(log, sampled)] };
}

/** Every field that a line can carry. */
export const allFields: ReadonlySet<Field> = new Set([...numberFields, ...textFields]);

export function fieldsWithout(...left: readonly Field[]): ReadonlySet<Field> {
  return new Set([...allFields].filter((field) => !left.includes(field)));
}

export function logSummary(facts: Partial<LogSummary> = {}): LogSummary {
  return {
    path: 'access.log',
    name: 'access.log',
    host: undefined,
    format: 'combined',
    server: 'apache',
    formatSource: undefined,
    unfitSource: undefined,
    lines: 1000,
    parsed: 1000,
    missed: {},
    unread: 0,
    fromMs: whole.fromMs,
    toMs: whole.toMs,
    bytes: 250_000,
    fields: allFields,
    impliesDurations: false,
    clock: clockOf({ times: new TimeFacts(), zoneMinutes: undefined }, undefined),
    cutBytes: 0,
    start: OWN_START,
    isPipe: false,
    ...facts,
  };
}

/** The line that a request would have left: the test's own form, with all that it is checked for. */
function lineOf({ dimensions, bytesOut, startMs, endMs }: Request): string {
  return `${dimensions.client} "${dimensions.method} ${dimensions.route}" ${bytesOut} ${endMs - startMs}ms`;
}

export function partsOf(day: Day, facts: Partial<ReportParts> = {}): ReportParts {
  const lines = new Map(day.log.map((one) => [one.offset, lineOf(one)]));
  return {
    analysis: analyse([hostOf(day, 'web1')], { top: 3 }),
    logs: [logSummary()],
    options: undefined,
    series: day.series,
    capacities: [],
    configs: [],
    skipped: [],
    notes: [],
    lines: ({ offset }) => lines.get(offset),
    offsetMinutes: 60,
    ...facts,
  };
}
