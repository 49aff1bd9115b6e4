import type { Role, Series } from '../series/series.ts';
import { type Hint, pointsAt } from './hint.ts';
import { type Onset, onsetOf } from './onset.ts';
import { type Window, windowsOf } from './window.ts';

/** One series' part in an incident. */
export interface Rung {
  readonly window: Window;
  readonly onset: Onset;
}

/** A time in which a host was not well: windows of its series that belong together. */
export interface IncidentWindow {
  readonly startMs: number;
  readonly endMs: number;
  /** The series that is explained. */
  readonly primary: Rung;
  /** Every series that left its baseline, by onset. */
  readonly ladder: readonly Rung[];
  /** Times in which the primary series itself was up; more than one when it came and went. */
  readonly episodes: readonly Window[];
  /** The same incident as other series tell it, one of each other kind of resource, the most material first. */
  readonly otherwise: readonly IncidentWindow[];
}

/** The time of an incident. */
export type IncidentSpan = Pick<IncidentWindow, 'startMs' | 'endMs'>;

/**
 * Resources that one cause moves together: one series of each kind is explained. Connections and queues are not among
 * them: they are the requests in flight themselves, whoever made them wait.
 */
const KINDS: readonly (readonly Role[])[] = [
  ['workers'],
  ['threads', 'processes'],
  ['memory', 'swap'],
  ['cpu', 'load'],
];
/** Others that are less material than this, by weight, are left out. */
const LEAST_OF_PRIMARY = 0.3;
/** An incident is explained by its primary series and by so many others. */
const MOST_OTHERS = 3;

/** Windows of one series join when the pause is no longer than this many of its steps, or this time. */
const JOIN_STEPS = 2;
const JOIN_MS = 120_000;

/** All incidents of one host, in order of time; where a hint points, the series that it names is explained. */
export function findIncidents(
  series: readonly Series[],
  hints: readonly Hint[] = [],
): IncidentWindow[] {
  return incidentsOf(series.flatMap(windowsOf), hints);
}

/** The incidents that windows make, of which those belong together that are up at the same time or nearly so. */
export function incidentsOf(given: readonly Window[], hints: readonly Hint[]): IncidentWindow[] {
  const windows = [...given].sort(
    (a, b) => a.startMs - b.startMs || compareText(a.series.name, b.series.name),
  );
  const groups: { windows: Window[]; endMs: number }[] = [];
  for (const window of windows) {
    const pauseMs = Math.max(JOIN_STEPS * window.series.stepSeconds * 1000, JOIN_MS);
    const group = groups.at(-1);
    if (group === undefined || window.startMs - group.endMs > pauseMs) {
      groups.push({ windows: [window], endMs: window.endMs });
    } else {
      group.windows.push(window);
      group.endMs = Math.max(group.endMs, window.endMs);
    }
  }
  return groups.map((group) => incidentOf(group.windows, hints));
}

function incidentOf(windows: readonly Window[], hints: readonly Hint[]): IncidentWindow {
  const rungs = windows.map((window) => ({ window, onset: onsetOf(window) }));
  rungs.sort((a, b) => a.onset.timeMs - b.onset.timeMs || compareRungs(a, b));
  const firstOfEach = rungs.filter(
    (rung, at) => rungs.findIndex((other) => other.window.series === rung.window.series) === at,
  );
  const primary = choosePrimary(namedBy(hints, rungs) ?? rungs);
  const kindOf = ({ window }: Rung): number =>
    KINDS.findIndex((kind) => kind.includes(window.series.role));
  const others = KINDS.flatMap((_, kind) => {
    const alike = rungs.filter((rung) => kindOf(rung) === kind);
    return alike.length === 0 || kind === kindOf(primary) ? [] : [choosePrimary(alike)];
  }).filter((rung) => weight(rung) >= LEAST_OF_PRIMARY * weight(primary));
  others.sort(compareRungs);
  const told = (rung: Rung): Omit<IncidentWindow, 'otherwise'> =>
    toldBy(rung, { windows, rungs, ladder: firstOfEach });
  return {
    ...told(primary),
    otherwise: others.slice(0, MOST_OTHERS).map((rung) => ({ ...told(rung), otherwise: [] })),
  };
}

function toldBy(
  primary: Rung,
  {
    windows,
    rungs,
    ladder,
  }: {
    readonly windows: readonly Window[];
    readonly rungs: readonly Rung[];
    readonly ladder: readonly Rung[];
  },
): Omit<IncidentWindow, 'otherwise'> {
  const episodes = windows.filter(({ series }) => series === primary.window.series);
  return {
    startMs: Math.min(...episodes.map(({ startMs }) => startMs), primary.onset.timeMs),
    endMs: Math.max(...episodes.map(({ endMs }) => endMs)),
    primary: { ...primary, onset: earliestOnset(rungs, primary) },
    ladder,
    episodes,
  };
}

/** The rungs of the roles that hints at this time name; undefined where there are none. */
function namedBy(hints: readonly Hint[], rungs: readonly Rung[]): readonly Rung[] | undefined {
  const roles = hints
    .filter((hint) => rungs.some(({ window }) => pointsAt(hint, window)))
    .map(({ role }) => role);
  const named = rungs.filter(({ window }) => roles.includes(window.series.role));
  return named.length === 0 ? undefined : named;
}

function earliestOnset(rungs: readonly Rung[], primary: Rung): Onset {
  return (
    rungs.find(({ window }) => window.series === primary.window.series)?.onset ?? primary.onset
  );
}

/**
 * How near a role is to what a request itself holds: a worker is one request, a thread may be, memory is several
 * things at once, CPU and load are everybody's.
 */
const NEARNESS: Readonly<Partial<Record<Role, number>>> = {
  workers: 4,
  threads: 3,
  processes: 3,
  queue: 2,
  memory: 2,
  swap: 1.5,
  connections: 1.5,
  cpu: 1,
  load: 0.5,
  'log-in-flight': 3,
  'log-aborts': 2,
  'log-errors': 2,
  'log-failed-share': 2,
  'log-requests': 1.5,
  'log-bytes-out': 1,
  'log-bytes-in': 1,
  'log-latency': 0.3,
};

/** The series whose rise is the most material, nearer roles first. */
function choosePrimary(rungs: readonly Rung[]): Rung {
  return rungs.reduce((best, rung) => (weight(rung) > weight(best) ? rung : best));
}

function weight({ window }: Rung): number {
  return Math.log2(1 + window.strength) * (NEARNESS[window.series.role] ?? 1);
}

function compareRungs(a: Rung, b: Rung): number {
  return weight(b) - weight(a) || compareText(a.window.series.name, b.window.series.name);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
