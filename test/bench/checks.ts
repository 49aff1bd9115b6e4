import type { Report } from '../../src/report/report.ts';
import type { LogFacts, MadeLog } from './made-logs.ts';

/** The part of a burst that culprit must find: onset and end are known no better than metrics are sampled. */
const LEAST_BURST_SHARE = 0.95;
/** Reports write times in whole milliseconds. */
const TIME_ROUNDING_MS = 1;

/** What a report says wrongly of a log that was made; nothing where it is right. */
export function reportFaults({ facts }: MadeLog, report: Report): readonly string[] {
  return [...inputFaults(facts, report), ...burstFaults(facts, report)];
}

function inputFaults(facts: LogFacts, { inputs }: Report): readonly string[] {
  const [log] = inputs.logs;
  if (log === undefined || inputs.logs.length > 1) return [`${inputs.logs.length} logs were read`];
  const { lines, parsed, bytes, missed } = log;
  const found = [
    ['lines', facts.lines, lines],
    ['parsed lines', facts.lines, parsed],
    ['missed lines', 0, Object.values(missed).reduce((sum, count) => sum + count, 0)],
    ['bytes', facts.bytes, bytes],
  ] as const;
  return [
    ...found.flatMap(([what, made, read]) =>
      made === read ? [] : [`${read} ${what}, not ${made}`],
    ),
    ...timeFaults('begins', facts.fromMs, log.from),
    ...timeFaults('ends', facts.toMs, log.to),
  ];
}

function timeFaults(what: string, madeMs: number, read: string | undefined): readonly string[] {
  const isRight = read !== undefined && Math.abs(Date.parse(read) - madeMs) <= TIME_ROUNDING_MS;
  return isRight ? [] : [`the log ${what} at ${read}, not ${new Date(madeMs).toISOString()}`];
}

function burstFaults({ burst }: LogFacts, { verdict, incidents }: Report): readonly string[] {
  if (burst === undefined) return [];
  const first = incidents[0]?.culprits[0];
  if (first === undefined) return [`the verdict is ${verdict}, and no culprit is named`];
  const { subject, requests } = first;
  if (first.verdict !== 'culprit') return [`the first finding is a ${first.verdict} only`];
  if (subject.route !== burst.route) return [`the culprit is ${JSON.stringify(subject)}`];
  if (requests <= burst.requests && requests >= LEAST_BURST_SHARE * burst.requests) return [];
  return [`the culprit has ${requests} requests, not ${burst.requests}`];
}
