import type { AnalysedIncident } from '../analysis/analyse.ts';
import { ExpectedError } from '../errors.ts';
import { unreadable } from '../file-errors.ts';
import { holdsSameBytes, identityOf } from '../ingest/file-identity.ts';
import type { TimeSpan } from '../rollup/grid.ts';
import type { ByteRange, LineRanges } from '../rollup/line-ranges.ts';
import type { RolledLog } from '../segments/read-tiers.ts';
import { LineCounter, type LineMeaning } from './count-lines.ts';
import { IncidentCount } from './incident-count.ts';
import { type LookedIncident, MAX_REREAD_BYTES, type SecondLook, type Unlooked } from './looked.ts';
import { bytesOf, fromSegments, union } from './ranges.ts';
import { reportWindow } from './report-window.ts';
import { rereadFile } from './reread-file.ts';
import { isResumable } from './resumable.ts';

/** What a second look needs to know of the first. */
export interface FirstLook extends LineMeaning {
  readonly incidents: readonly AnalysedIncident[];
  readonly logs: readonly RolledLog[];
  /** Where the lines of which times stand, by place in `logs`. */
  readonly lineRanges: LineRanges;
  /** Requests outside were left out. */
  readonly within: TimeSpan;
  readonly mostBytes?: number;
}

/** An incident to be counted, and the ranges of its logs by place in `FirstLook.logs`. */
interface Wanted {
  readonly incident: AnalysedIncident;
  readonly ranges: ReadonlyMap<number, readonly ByteRange[]>;
  readonly count: IncidentCount;
}

/**
 * Reads those lines again that the incidents with culprits are about, and counts them one by one: what the rollup
 * knows to the bucket only, or not at all. What was a pipe is not read again, nor what is not the same any more.
 */
export async function lookAgain(first: FirstLook): Promise<SecondLook> {
  const unlooked = new Map<AnalysedIncident, { why: Unlooked; path: string }>();
  const wanted = within(
    first.mostBytes ?? MAX_REREAD_BYTES,
    first.incidents.filter(({ culprits }) => culprits.length > 0),
    { first, unlooked },
  );
  const counter = new LineCounter(first);
  for (const [source, log] of first.logs.entries()) {
    const own = wanted.filter(
      ({ incident, ranges }) => ranges.has(source) && !unlooked.has(incident),
    );
    if (own.length === 0 || (await countLog(counter, log, { source, own }))) continue;
    for (const { incident } of own) unlooked.set(incident, { why: 'changed', path: log.path });
  }
  const looked = new Map<AnalysedIncident, LookedIncident>();
  for (const { incident, count } of wanted) {
    if (!unlooked.has(incident)) looked.set(incident, count.counted());
  }
  return { looked, unlooked };
}

/** The incidents whose lines can be read again and are together no more than these bytes; of the others it notes why not. */
function within(
  mostBytes: number,
  incidents: readonly AnalysedIncident[],
  {
    first,
    unlooked,
  }: {
    readonly first: FirstLook;
    readonly unlooked: Map<AnalysedIncident, { why: Unlooked; path: string }>;
  },
): readonly Wanted[] {
  const wanted: Wanted[] = [];
  let planned = new Map<number, readonly ByteRange[]>();
  for (const incident of incidents) {
    const sources = sourcesOf(incident, first.logs);
    const pipe = sources.map((source) => first.logs[source]).find((log) => log?.isPipe);
    if (pipe !== undefined) {
      unlooked.set(incident, { why: 'pipe', path: pipe.path });
      continue;
    }
    const window = reportWindow(incident, first.within);
    const ranges = new Map(sources.map((source) => [source, rangesOf(source, window, first)]));
    const withIt = new Map(planned);
    for (const [source, own] of ranges) {
      withIt.set(source, union([...(planned.get(source) ?? []), ...own]));
    }
    if (bytesOf([...withIt.values()].flat()) > mostBytes) {
      unlooked.set(incident, { why: 'too-much', path: incident.scene.tier.paths[0] ?? '' });
      continue;
    }
    planned = withIt;
    wanted.push({ incident, ranges, count: new IncidentCount(incident, window) });
  }
  return wanted;
}

/** The places of the logs that the incident was found in. */
function sourcesOf({ scene }: AnalysedIncident, logs: readonly RolledLog[]): readonly number[] {
  const sources = new Set<number>();
  for (const path of scene.tier.paths) {
    // A log that was named twice was read twice.
    const source = logs.findIndex((log, at) => log.path === path && !sources.has(at));
    if (source >= 0) sources.add(source);
  }
  return [...sources];
}

/** The bytes that hold a window's lines; a log whose lines mean something only behind all others is read as a whole. */
function rangesOf(
  source: number,
  { fromMs, toMs }: TimeSpan,
  { logs, lineRanges, zone }: FirstLook,
): readonly ByteRange[] {
  const log = logs[source];
  if (log === undefined) return [];
  // Times are remembered to the microsecond.
  const span = { fromMs: fromMs - 1, toMs: toMs + 1 };
  const ranges = lineRanges.ranges(source, span);
  const { bytes } = log.facts.tally;
  if (ranges.length > 0 && !isResumable(log.facts, zone)) return [{ from: 0, to: bytes }];
  const ended = ranges.map(({ from, to }) => ({ from, to: Math.min(to, bytes) }));
  return fromSegments(ended, log.start.inSegment);
}

/** Whether the log was the same before and after its lines were counted. */
async function countLog(
  counter: LineCounter,
  log: RolledLog,
  { source, own }: { readonly source: number; readonly own: readonly Wanted[] },
): Promise<boolean> {
  const ranges = union(own.flatMap((one) => one.ranges.get(source) ?? []));
  if (ranges.length === 0) return true;
  if (!(await isUnchanged(log))) return false;
  try {
    const file = await rereadFile(log.path);
    const counts = own.map(({ count }) => count);
    await counter.count(log, file, ranges, { source, counts }).finally(() => file.close());
  } catch (error) {
    const expected = unreadable(log.path, error);
    if (!(expected instanceof ExpectedError)) throw expected;
    return false;
  }
  return isUnchanged(log);
}

async function isUnchanged({ path, identity }: RolledLog): Promise<boolean> {
  return identity !== undefined && holdsSameBytes(identity, await identityOf(path));
}
