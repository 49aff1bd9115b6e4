import { describe, expect, it } from 'vitest';
import { composeReport } from '../../src/compose/compose.ts';
import { culpritMoments } from '../../src/compose/culprit-moments.ts';
import type { Culprit } from '../../src/report/report.ts';
import type { Day } from '../analysis/mechanisms.ts';
import { minutes } from '../analysis/scenes.ts';
import { workers } from '../support/series.ts';
import { asLog, Traffic } from '../support/traffic.ts';
import { crawlerDay, exportDay, partsOf, whole } from './parts.ts';

function momentsOf(day: Day, change: Partial<Culprit> = {}) {
  const parts = partsOf(day);
  const [incident] = parts.analysis.incidents;
  const [analysed] = incident?.culprits ?? [];
  const [culprit] = composeReport(parts).incidents[0]?.culprits ?? [];
  if (incident === undefined || analysed === undefined || culprit === undefined)
    throw new Error('no culprit');
  return { culprit, moments: culpritMoments(analysed, { ...culprit, ...change }, incident.scene) };
}

/** A crawler that comes again and again, and the workers that it holds. */
function burstsDay(count: number, everyMinutes: number): Day {
  const traffic = new Traffic(5);
  const bursts = Array.from({ length: count }, (_, at) =>
    traffic.hangingCrawler(minutes(20 + at * everyMinutes, 21 + at * everyMinutes), {
      rate: 1,
      seconds: 30,
    }),
  );
  const log = asLog(traffic.ordinary(whole), ...bursts);
  return { log, durations: 'logged', series: [workers(log, { ...whole, stepSeconds: 15 })] };
}

describe('what a culprit did when', () => {
  it('sets in, which is the burst where there is one', () => {
    const { moments } = momentsOf(crawlerDay());
    expect(moments.map(({ kind, text }) => [kind, text])).toEqual([
      ['culprit', expect.stringMatching(/^culprit sets in: SeekportBot/)],
    ]);
  });

  it('its oversized responses one by one, with their bytes and client', () => {
    const { culprit, moments } = momentsOf(exportDay(), { kind: 'oversized-response' });
    const large = moments.filter(({ kind }) => kind === 'oversized-response');
    expect(large.map(({ timeMs }) => timeMs)).toEqual(
      culprit.exemplars.map(({ start = '' }) => Date.parse(start)),
    );
    expect(large[0]?.text).toMatch(/^one response of [\d.]+ [MG]B/);
  });

  it('its bursts one by one, with their requests', () => {
    const { culprit, moments } = momentsOf(burstsDay(4, 2));
    const bursts = moments.filter(({ kind }) => kind === 'burst');
    expect(bursts.length).toBeGreaterThanOrEqual(2);
    expect(bursts.every(({ ref }) => ref === culprit.id)).toBe(true);
    expect(bursts[0]?.text).toMatch(/^burst 1 of \d+: [\d,]+ requests? in [\d ]+(s|min)/);
  });
});
