import type { Incident, Report } from '../report/report.ts';
import { type Subject, subjectKey } from '../rollup/dimension.ts';
import { hasBaseline, isOver, provisionalReasons } from './provisional.ts';
import type { WatchEvent, WatchEventKind } from './watch-event.ts';

/**
 * Hysteresis: so many analyses in a row must agree before an incident is told, before its first culprit is told, before
 * another one takes that one's place, and before an incident that was told and is not found any more is withdrawn.
 */
export const ANALYSES_TO_BEGIN = 2;
export const ANALYSES_TO_NAME = 2;
export const ANALYSES_TO_REPLACE = 3;
export const ANALYSES_TO_WITHDRAW = 3;
/** The same of an incident that was withdrawn before, or had ended. */
export const ANALYSES_TO_BEGIN_AGAIN = 4;
/** Incidents of one host nearer to each other than this are one: its edges move from analysis to analysis. */
const SLACK_MS = 120_000;
/** Incidents that ended are remembered while reports may still show them; the oldest are forgotten first. */
export const MAX_TRACKED = 1000;

/** What is remembered of an incident; plain data, so that it can be kept in a file. */
export interface TrackedIncident {
  readonly id: string;
  readonly host: string | null;
  fromMs: number;
  toMs: number;
  stage: 'seen' | 'told' | 'ended' | 'withdrawn';
  /** Analyses in a row that found it, or did not. */
  found: number;
  missed: number;
  /** Its first culprit as it was told; absent where none was. */
  told?: Subject | undefined;
  /** Who is first in its place, and in how many analyses in a row. */
  rival?: Subject | undefined;
  rivalFound: number;
  /** As it was found last. */
  incident: Incident;
}

/** Follows incidents from report to report and tells what changes, so that a verdict on the edge does not flap. */
export class IncidentTracker {
  #tracked: TrackedIncident[];
  #nextId: number;

  /** Goes on with what another has remembered. */
  constructor(tracked: readonly TrackedIncident[] = []) {
    this.#tracked = [...tracked];
    this.#nextId = 1 + Math.max(0, ...tracked.map(({ id }) => Number(id)));
  }

  get tracked(): readonly TrackedIncident[] {
    return this.#tracked;
  }

  /** Incidents that were told and have not ended. */
  get open(): readonly TrackedIncident[] {
    return this.#tracked.filter(({ stage }) => stage === 'told');
  }

  /** Takes a report as of `time`, ISO 8601; gives what has changed. Behind the last one nothing comes that could be waited for. */
  observe(report: Report, time: string, isLast = false): readonly WatchEvent[] {
    const events: WatchEvent[] = [];
    const found = new Set<TrackedIncident>();
    for (const incident of report.incidents) {
      if (!hasBaseline(incident, report)) continue;
      const one = this.#match(incident, found) ?? this.#begin(incident);
      found.add(one);
      for (const kind of follow(one, incident, {
        isOver: isOver(incident, report),
        isLast,
      })) {
        events.push(
          eventOf(kind, one, { time, reasons: isLast ? [] : provisionalReasons(incident, report) }),
        );
      }
    }
    for (const one of this.#tracked) {
      if (!found.has(one) && isWithdrawn(one, isLast)) {
        events.push({
          ...eventOf('incident-ended', one, { time, reasons: [] }),
          isWithdrawn: true,
        });
      }
    }
    this.#tracked = this.#tracked
      .filter((one) => found.has(one) || one.stage !== 'seen')
      .slice(-MAX_TRACKED);
    return events;
  }

  #match(incident: Incident, taken: ReadonlySet<TrackedIncident>): TrackedIncident | undefined {
    const [fromMs, toMs] = [Date.parse(incident.start), Date.parse(incident.end)];
    const shared = (one: TrackedIncident): number =>
      Math.min(toMs, one.toMs) - Math.max(fromMs, one.fromMs);
    return this.#tracked
      .filter((one) => one.host === incident.host && !taken.has(one) && shared(one) > -SLACK_MS)
      .reduce<TrackedIncident | undefined>(
        (best, one) => (best === undefined || shared(one) > shared(best) ? one : best),
        undefined,
      );
  }

  #begin(incident: Incident): TrackedIncident {
    const one: TrackedIncident = {
      id: String(this.#nextId++),
      host: incident.host,
      fromMs: Date.parse(incident.start),
      toMs: Date.parse(incident.end),
      stage: 'seen',
      found: 0,
      missed: 0,
      rivalFound: 0,
      incident: withoutChart(incident),
    };
    this.#tracked.push(one);
    return one;
  }
}

/** Takes that an incident was found; gives what is to be told of it. */
function follow(
  one: TrackedIncident,
  incident: Incident,
  { isOver: over, isLast }: { readonly isOver: boolean; readonly isLast: boolean },
): readonly WatchEventKind[] {
  one.found += 1;
  one.missed = 0;
  one.fromMs = Date.parse(incident.start);
  one.toMs = Date.parse(incident.end);
  one.incident = withoutChart(incident);
  const kinds: WatchEventKind[] = [];
  if (begins(one, isLast)) {
    one.stage = 'told';
    kinds.push('incident-began');
    settleCulprit(one, incident, true);
  } else if (one.stage === 'told' && settleCulprit(one, incident, isLast)) {
    kinds.push('culprit-changed');
  }
  if (one.stage === 'told' && over) {
    one.stage = 'ended';
    kinds.push('incident-ended');
  }
  // Of an incident that has ended those analyses count that find it going on.
  if (one.stage === 'ended' && over) one.found = 0;
  return kinds;
}

/** What a picture shows is left to reports. */
function withoutChart({ chart, ...incident }: Incident): Incident {
  return incident;
}

function begins({ stage, found }: TrackedIncident, isLast: boolean): boolean {
  if (stage === 'told') return false;
  if (stage === 'ended') return found >= ANALYSES_TO_BEGIN_AGAIN;
  const needed = stage === 'seen' ? ANALYSES_TO_BEGIN : ANALYSES_TO_BEGIN_AGAIN;
  return isLast || found >= needed;
}

/** Whether the first culprit is another one than was told, for long enough; then it is told. */
function settleCulprit(one: TrackedIncident, { culprits }: Incident, atOnce: boolean): boolean {
  const [first] = culprits;
  const names = first === undefined ? [] : [first.subject, ...first.aliases];
  const isSame = one.told === undefined ? first === undefined : includes(names, one.told);
  if (isSame) {
    one.rivalFound = 0;
    return false;
  }
  const goesOn = one.rival === undefined ? first === undefined : includes(names, one.rival);
  one.rivalFound = goesOn && one.rivalFound > 0 ? one.rivalFound + 1 : 1;
  one.rival = first?.subject;
  const needed = one.told === undefined ? ANALYSES_TO_NAME : ANALYSES_TO_REPLACE;
  if (!atOnce && one.rivalFound < needed) return false;
  one.told = first?.subject;
  one.rivalFound = 0;
  return true;
}

function includes(subjects: readonly Subject[], wanted: Subject): boolean {
  const key = subjectKey(wanted);
  return subjects.some((subject) => subjectKey(subject) === key);
}

/** Takes that an incident was not found. */
function isWithdrawn(one: TrackedIncident, isLast: boolean): boolean {
  one.missed += 1;
  one.found = 0;
  one.rivalFound = 0;
  if (one.stage !== 'told' || (!isLast && one.missed < ANALYSES_TO_WITHDRAW)) return false;
  one.stage = 'withdrawn';
  return true;
}

function eventOf(
  event: WatchEventKind,
  { id, incident }: TrackedIncident,
  { time, reasons }: { readonly time: string; readonly reasons: readonly string[] },
): WatchEvent {
  const culprits = incident.culprits.map((culprit) => ({
    ...culprit,
    id: `${id}.${culprit.rank}`,
  }));
  return {
    schema: 'culprit/event@1',
    event,
    time,
    id,
    provisional: event === 'incident-ended' ? [] : reasons,
    incident: { ...incident, id, culprits },
  };
}
