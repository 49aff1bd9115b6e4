import { describe, expect, it } from 'vitest';
import type { Subject } from '../../src/rollup/dimension.ts';
import { analysisOf, dayOf, timesFor } from './mechanisms.ts';

const rows = `
  mechanism                        | noise | step | first subject                             | kind               | at least
  hanging crawler                  | 0     | 5    | route=/calendar/{num} agent=SeekportBot   | crawler-burst      | suspect
  hanging crawler                  | 0.05  | 60   | route=/calendar/{num} agent=SeekportBot   | crawler-burst      | culprit
  hanging crawler                  | 0.2   | 300  | route=/calendar/{num} agent=SeekportBot   | crawler-burst      | culprit
  oversized response               | 0     | 60   | route=/export/{num}                       | oversized-response | culprit
  oversized response               | 0.2   | 60   | route=/export/{num}                       | oversized-response | suspect
  oversized response, no durations | 0.05  | 60   | route=/export/{num}                       | oversized-response | suspect
  client aborts                    | 0     | 300  | route=/poll status=499                    | client-aborts      | culprit
  client aborts                    | 0.2   | 60   | route=/poll status=499                    | client-aborts      | culprit
  leaking uploads                  | 0.05  | 60   | route=/upload client=192.0.2.77           | steady-growth      | culprit
  leaking uploads                  | 0.2   | 300  | route=/upload client=192.0.2.77           | steady-growth      | suspect
  surge                            | 0.05  | 60   | all traffic                               | traffic-surge      | culprit
  crawler among victims            | 0.2   | 60   | route=/calendar/{num} agent=SeekportBot   | crawler-burst      | culprit
  crawler beside a burst           | 0     | 60   | route=/calendar/{num} agent=SeekportBot   | crawler-burst      | culprit
`;

const verdicts = { culprit: ['culprit'], suspect: ['culprit', 'suspect'] };

const table = rows
  .trim()
  .split('\n')
  .slice(1)
  .map((row) => row.split('|').map((cell) => cell.trim()))
  .map(([mechanism = '', noise, step, first = '', kind = '', least]) => ({
    mechanism,
    noise: Number(noise),
    step: Number(step),
    first,
    kind,
    least: least === 'culprit' ? verdicts.culprit : verdicts.suspect,
  }));

function nameOf(subject: Subject | undefined): string {
  if (subject === undefined) return 'nobody';
  const parts = Object.entries(subject).map(([dimension, value]) => `${dimension}=${value}`);
  return parts.join(' ') || 'all traffic';
}

describe('analyse', () => {
  it.each(table)('$mechanism, noise $noise, step $step: $first', (row) => {
    const analysis = analysisOf(dayOf(row.mechanism, row));
    expect(row.least).toContain(analysis.verdict);
    const { incident } = timesFor(row.step);
    for (const one of analysis.incidents) {
      const [first] = one.culprits;
      expect(nameOf(first?.finding.lead.subject)).toBe(row.first);
      expect(first?.kind).toBe(row.kind);
      // Two steps, or a tenth of the incident, is as near as noise lets the start be known.
      const nearMs = Math.max(2 * row.step * 1000, (incident.toMs - incident.fromMs) / 10);
      expect(one.incident.startMs).toBeGreaterThan(incident.fromMs - 2 * nearMs);
      expect(one.incident.startMs).toBeLessThan(incident.toMs);
    }
  });

  it.each([
    [0, 5],
    [0.2, 60],
  ])('finds no incident in a quiet day, noise %d, step %d', (noise, step) => {
    const { verdict, incidents } = analysisOf(dayOf('quiet', { noise, step }));
    expect({ verdict, incidents }).toEqual({ verdict: 'no-incident', incidents: [] });
  });

  it.each([
    [0.05, 60],
    [0.2, 300],
  ])('blames no traffic for a background job, noise %d, step %d', (noise, step) => {
    const { verdict, incidents } = analysisOf(dayOf('background job', { noise, step }));
    expect(verdict).toBe('no-culprit-in-logs');
    expect(incidents).toHaveLength(1);
    expect(incidents[0]?.culprits).toEqual([]);
    expect(['traffic-did-not-change', 'unrelated-to-traffic']).toContain(
      incidents[0]?.abstention?.code,
    );
  });

  it('lists those who only got slow as victims, and names none of them', () => {
    const { incidents } = analysisOf(dayOf('crawler among victims', { noise: 0.05, step: 60 }));
    const [one] = incidents;
    expect(one?.culprits.map(({ finding }) => finding.lead.subject.route)).toEqual([
      '/calendar/{num}',
    ]);
    const victims = one?.victims ?? [];
    expect(victims.map(({ subject }) => subject.route)).toEqual([
      '/search',
      '/product/{num}',
      '/cart',
      '/',
      '/static/{name}',
    ]);
    for (const { secondsBefore, secondsDuring } of victims) {
      expect(secondsDuring / secondsBefore).toBeGreaterThan(2);
      expect(secondsDuring / secondsBefore).toBeLessThan(6);
    }
  });

  it('makes one finding of several names of the same requests', () => {
    const { incidents } = analysisOf(dayOf('hanging crawler', { noise: 0, step: 60 }));
    expect(incidents[0]?.culprits).toHaveLength(1);
    expect(incidents[0]?.culprits[0]?.finding.aliases.map(nameOf).sort()).toEqual([
      'agent=SeekportBot',
      'network=203.0.113.0/24',
      'route=/calendar/{num}',
      'route=/calendar/{num} network=203.0.113.0/24',
    ]);
  });
});
