import { describe, expect, it } from 'vitest';
import type { AnalysedIncident } from '../../src/analysis/analyse.ts';
import type { Hold } from '../../src/analysis/hold.ts';
import type { Scene } from '../../src/analysis/scene.ts';
import { reportWindow } from '../../src/second-look/report-window.ts';
import { crawlerDay, partsOf } from '../compose/parts.ts';

const [found] = partsOf(crawlerDay()).analysis.incidents;

/** The found incident with one culprit for each hold. */
function incidentWith(...holds: readonly (Hold | undefined)[]): AnalysedIncident {
  const [culprit] = found?.culprits ?? [];
  if (found === undefined || culprit === undefined) throw new Error('no culprit');
  const { finding } = culprit;
  const culprits = holds.map((hold) => {
    const response = hold === undefined ? { tauSeconds: 0 } : { tauSeconds: 0, hold };
    return { ...culprit, finding: { ...finding, lead: { ...finding.lead, response } } };
  });
  return { ...found, culprits };
}

describe('reportWindow', () => {
  it('is the incident, out to whole buckets', () => {
    const { fromMs, toMs } = reportWindow(incidentWith(undefined));
    const { startMs, endMs } = incidentWith().incident;
    const { widthMs } = incidentWith().scene.rollup.grid;
    expect(fromMs).toBeLessThanOrEqual(startMs);
    expect(toMs).toBeGreaterThanOrEqual(endMs);
    expect(startMs - fromMs + toMs - endMs).toBeLessThan(2 * widthMs);
    expect([fromMs % widthMs, toMs % widthMs]).toEqual([0, 0]);
  });

  it('takes all of the step of the log in which it began', () => {
    const one = incidentWith();
    const { incident, scene } = one;
    const ofLog = { ...scene.series, role: 'log-errors', stepSeconds: 600 };
    const startMs = Math.floor(incident.startMs / 600_000) * 600_000 + 300_000;
    const asked = {
      ...one,
      incident: { ...incident, startMs },
      scene: Object.create(scene, { series: { value: ofLog } }) as Scene,
    };
    expect(reportWindow(asked).fromMs).toBe(startMs - 300_000);
  });

  it('does not reach beyond the time that was asked for', () => {
    const { fromMs, toMs } = reportWindow(incidentWith(undefined));
    const within = { fromMs: fromMs + 7000, toMs: toMs - 1500 };
    expect(reportWindow(incidentWith(undefined), within)).toEqual(within);
  });

  it.each([
    ['start', 300, 0],
    ['end', 0, 300],
  ] as const)('reaches out to lines held from their %s', (anchor, before, after) => {
    const plain = reportWindow(incidentWith());
    const short: Hold = { seconds: 60, shape: 'flat', anchor };
    const long: Hold = { seconds: 300, shape: 'draining', anchor };
    expect(reportWindow(incidentWith(short, undefined, long))).toEqual({
      fromMs: plain.fromMs - before * 1000,
      toMs: plain.toMs + after * 1000,
    });
  });
});
