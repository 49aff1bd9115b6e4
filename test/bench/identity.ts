import type { LogInput, Report } from '../../src/report/report.ts';
import type { LogPart } from './log-variants.ts';

/** A report as it was printed, and the log it is of: the parts of one file, or the file itself. */
export interface Told {
  readonly text: string;
  readonly parts: readonly LogPart[];
}

/** Stands for the paths of a log: no part of any. */
const ANY_NAME = '<log>';

/**
 * The first line in which a report says anything else of a log than another one; undefined where they are byte by byte the same
 * once the names of inputs are. The parts of a log are put together as one input first, and a line at a byte of a part stands
 * at that byte of the whole.
 */
export function firstDifference(one: Told, other: Told): string | undefined {
  const inParts = one.parts.length > 1 || other.parts.length > 1;
  const [lines = [], others = []] = [one, other].map((told) =>
    withoutNames(inParts ? joinedParts(told) : told).split('\n'),
  );
  const longer = lines.length >= others.length ? lines : others;
  const at = longer.findIndex((_, place) => lines[place] !== others[place]);
  return at < 0 ? undefined : `${lines[at]?.trim()} is told as ${others[at]?.trim()}`;
}

/** The report with one name in place of all that its log and the parts of it have. */
function withoutNames({ text, parts }: Told): string {
  const paths = parts.map(({ path }) => path).toSorted((a, b) => b.length - a.length);
  return paths.reduce((told, path) => told.replaceAll(path, ANY_NAME), text);
}

/** The report with its parts put together, its JSON printed anew. */
function joinedParts({ text, parts }: Told): Told {
  const report = JSON.parse(text) as Report;
  return { text: `${JSON.stringify(asOneLog(report, parts), undefined, 2)}\n`, parts };
}

function asOneLog(report: Report, parts: readonly LogPart[]): unknown {
  const whole = parts[0]?.path ?? '';
  const { inputs, incidents } = report;
  // What was typed names the parts too.
  const { made: _, ...told } = report;
  return {
    ...told,
    inputs: { ...inputs, logs: inputs.logs.length > 0 ? [joined(inputs.logs)] : [] },
    incidents: JSON.parse(JSON.stringify(incidents), (key, value: unknown) => {
      if (key === 'logs' && isPaths(value, parts)) return [whole];
      return inWhole(value, parts);
    }) as unknown,
  };
}

/** An exemplar with its place in the whole log; anything else as it is. */
function inWhole(value: unknown, parts: readonly LogPart[]): unknown {
  if (typeof value !== 'object' || value === null || !('offset' in value)) return value;
  const place = value as { readonly path?: unknown; readonly offset: number };
  const part = parts.find(({ path }) => path === place.path);
  if (part === undefined) return value;
  return { ...place, path: parts[0]?.path, offset: place.offset + part.start };
}

function isPaths(value: unknown, parts: readonly LogPart[]): boolean {
  return Array.isArray(value) && value.every((one) => parts.some(({ path }) => path === one));
}

/** What a report would say of parts that were one file. */
function joined(logs: readonly LogInput[]): unknown {
  const sum = (count: (log: LogInput) => number): number =>
    logs.reduce((all, log) => all + count(log), 0);
  const missed: Record<string, number> = {};
  for (const [reason, count] of logs.flatMap((log) => Object.entries(log.missed))) {
    missed[reason] = (missed[reason] ?? 0) + count;
  }
  const froms = logs.flatMap(({ from }) => from ?? []).toSorted();
  const tos = logs.flatMap(({ to }) => to ?? []).toSorted();
  return {
    ...logs[0],
    lines: sum(({ lines }) => lines),
    parsed: sum(({ parsed }) => parsed),
    missed,
    from: froms[0],
    to: tos.at(-1),
    bytes: sum(({ bytes }) => bytes),
  };
}
