import { describe, expect, it } from 'vitest';
import type { AnalysedCulprit } from '../../src/analysis/analyse.ts';
import { exemplarPlaces, exemplarsOf } from '../../src/compose/exemplars.ts';
import { MOST_EXEMPLARS } from '../../src/second-look/largeness.ts';
import type { Day } from '../analysis/mechanisms.ts';
import { crawlerDay, exportDay, logSummary, partsOf } from './parts.ts';

function first(day: Day) {
  const parts = partsOf(day);
  const [incident] = parts.analysis.incidents;
  const [culprit] = incident?.culprits ?? [];
  if (incident === undefined || culprit === undefined) throw new Error('no culprit');
  return { parts, incident, culprit };
}

describe('exemplarPlaces', () => {
  it('are the largest responses where bytes are the cost, largest first, inside the incident', () => {
    const day = exportDay();
    const { incident, culprit } = first(day);
    const places = exemplarPlaces(culprit, incident, { logs: [logSummary()] });
    const requests = places.map(({ offset }) => day.log.find((one) => one.offset === offset));
    const sizes = requests.map((one) => one?.bytesOut ?? 0);
    expect(places).toHaveLength(MOST_EXEMPLARS);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    for (const one of requests) {
      expect(one?.dimensions.route).toBe('/export/{num}');
      expect(one?.endMs).toBeGreaterThanOrEqual(incident.incident.startMs);
      expect(one?.startMs).toBeLessThanOrEqual(incident.incident.endMs);
    }
  });

  it('are the longest requests where time is the cost', () => {
    const day = crawlerDay();
    const { incident, culprit } = first(day);
    const places = exemplarPlaces(culprit, incident, { logs: [logSummary()] });
    const times = places
      .map(({ offset }) => day.log.find((one) => one.offset === offset))
      .map((one) => (one?.endMs ?? 0) - (one?.startMs ?? 0));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(times[0]).toBeGreaterThan(120_000);
  });

  it('leave out what was over before the incident, or came after it', () => {
    const { incident, culprit } = first(exportDay());
    const later = { ...incident.incident, startMs: incident.incident.endMs + 3_600_000 };
    const moved = { ...incident, incident: { ...later, endMs: later.startMs + 1 } };
    expect(exemplarPlaces(culprit, moved, { logs: [logSummary()] })).toEqual([]);
  });

  it('are none of all traffic, and none of a log that is not known', () => {
    const { incident, culprit } = first(exportDay());
    const { lead } = culprit.finding;
    const everybody: AnalysedCulprit = {
      ...culprit,
      finding: { ...culprit.finding, lead: { ...lead, slice: undefined } },
    };
    expect(exemplarPlaces(everybody, incident, { logs: [logSummary()] })).toEqual([]);
    expect(exemplarPlaces(culprit, incident, { logs: [] })).toEqual([]);
  });
});

describe('exemplarsOf', () => {
  it('leaves out lines that cannot be had any more', () => {
    const { parts, incident, culprit } = first(exportDay());
    const all = exemplarsOf(culprit, incident, parts);
    const gone = all[1]?.offset;
    const lines: typeof parts.lines = (place) =>
      place.offset === gone ? undefined : parts.lines(place);
    expect(all.every(({ line }) => line.includes('/export/{num}'))).toBe(true);
    expect(exemplarsOf(culprit, incident, { ...parts, lines })).toEqual(
      all.filter(({ offset }) => offset !== gone),
    );
  });
});
