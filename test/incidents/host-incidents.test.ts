import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import { hostIncidents, type Watched } from '../../src/incidents/host-incidents.ts';
import type { Role, Series } from '../../src/series/series.ts';
import { type Day, dayOf, hostOf, timesFor } from '../analysis/mechanisms.ts';

const sampled = { noise: 0, step: 60 };

function withSeries(day: Day, series: readonly Series[]): ReturnType<typeof hostOf> {
  return hostOf({ ...day, series });
}

/** The part of a series outside the incident and half an hour around it. */
function silentThen(series: Series): Series {
  const { incident } = timesFor(60);
  const kept = Array.from(series.times.keys()).filter(
    (i) => (series.times[i] ?? 0) < incident.fromMs - 600_000,
  );
  const pick = (column: Float64Array): Float64Array =>
    Float64Array.from(kept, (i) => column[i] ?? 0);
  return { ...series, times: pick(series.times), values: pick(series.values) };
}

describe('without metrics', () => {
  it.each([
    ['hanging crawler', 'log-in-flight', '/calendar/{num}', 'crawler-burst'],
    ['client aborts', 'log-aborts', '/poll', 'client-aborts'],
    ['surge', 'log-in-flight', undefined, 'traffic-surge'],
    ['crawler among victims', 'log-in-flight', '/calendar/{num}', 'crawler-burst'],
  ])('the log tells of a %s by its own %s, and names a suspect', (mechanism, role, route, kind) => {
    const { verdict, incidents } = analyse([withSeries(dayOf(mechanism, sampled), [])], { top: 3 });
    expect(incidents.map(({ scene }) => scene.series.role)).toEqual([role]);
    const [first] = incidents[0]?.culprits ?? [];
    expect(first?.finding.lead.subject.route).toBe(route);
    expect([verdict, first?.verdict, first?.kind]).toEqual(['suspect', 'suspect', kind]);
    const { incident } = timesFor(60);
    const startMs = incidents[0]?.incident.startMs ?? 0;
    expect(Math.abs(startMs - incident.fromMs)).toBeLessThanOrEqual(120_000);
    expect(incidents[0]?.placebo.tried).toBe(0);
  });

  it.each(['quiet', 'background job'])(
    'there is no incident in the log of a %s day',
    (mechanism) => {
      expect(analyse([withSeries(dayOf(mechanism, sampled), [])], { top: 3 }).incidents).toEqual(
        [],
      );
    },
  );
});

describe('with metrics', () => {
  const day = dayOf('hanging crawler', sampled);
  const rolesFound = (series: readonly Series[]): readonly string[] =>
    hostIncidents(watched(day, series)).map(({ incident }) => incident.primary.window.series.role);
  const flat = (one: Series): Series => ({ ...one, values: one.values.map(() => 3) });

  it('the log is not asked where a resource was watched, well or not', () => {
    expect(rolesFound(day.series)).toEqual(['workers']);
    expect(rolesFound(day.series.map(flat))).toEqual([]);
  });

  it('it is where they are silent', () => {
    expect(rolesFound(day.series.map(silentThen))).toEqual(['log-in-flight']);
  });

  it('it is where no series is one that incidents are looked for in', () => {
    const generic = day.series.map((one): Series => ({ ...flat(one), role: 'generic' }));
    expect(rolesFound(generic)).toEqual(['log-in-flight']);
  });

  it.each<[Role, readonly string[]]>([
    ['memory', ['log-in-flight']],
    ['cpu', ['log-in-flight']],
    ['processes', ['log-in-flight']],
    ['connections', []],
    ['queue', []],
  ])('requests that pile up are told beside a %s that is well', (role, roles) => {
    const well = day.series.map((one): Series => ({ ...flat(one), role }));
    expect(rolesFound(well)).toEqual(roles);
  });

  it.each<[string, number, readonly string[]]>([
    ['as many', 1, ['log-in-flight']],
    ['far fewer', 0.2, []],
  ])('and beside connections that rise by %s, too little to be an incident', (_, share, roles) => {
    const connections = day.series.map(
      (one): Series => ({
        ...one,
        role: 'connections',
        values: one.values.map((value) => Math.min(45, share * value)),
      }),
    );
    expect(rolesFound(connections)).toEqual(roles);
  });

  it.each(['quiet', 'background job'])('nothing piles up on a %s day', (mechanism) => {
    const other = dayOf(mechanism, sampled);
    const memory = other.series.map((one): Series => ({ ...flat(one), role: 'memory' }));
    expect(hostIncidents(watched(other, memory))).toEqual([]);
  });

  it('the log of the server nearest to the clients is asked', () => {
    const { front } = watched(day, []);
    const back = watched(day, []).front;
    const found = hostIncidents({ tiers: [back, front], front, series: [] });
    expect(found.map(({ tiers }) => tiers)).toEqual([[front]]);
  });
});

/** A host of one server. */
function watched(day: Day, series: readonly Series[]): Watched {
  const { tiers } = hostOf(day);
  const [front] = tiers;
  if (front === undefined) throw new Error('a day has a log');
  return { tiers, front, series };
}
