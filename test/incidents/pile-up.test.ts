import { describe, expect, it } from 'vitest';
import type { IncidentWindow } from '../../src/incidents/incident.ts';
import { isPileUp } from '../../src/incidents/pile-up.ts';

/** An incident of requests in flight, with what is asked of it. */
function incidentOf(seconds: number, baseline: number, peak: number): IncidentWindow {
  const window = { baseline, peak } as IncidentWindow['primary']['window'];
  const primary = { window } as IncidentWindow['primary'];
  return {
    ...{ startMs: 0, endMs: seconds * 1000 },
    ...{ primary, ladder: [], episodes: [], otherwise: [] },
  };
}

describe('requests in flight', () => {
  it.each([
    [300, 0.1, 16, true],
    [299, 0.1, 16, false],
    [3600, 0.1, 14, false],
    [3600, 10, 49, false],
    [3600, 10, 50, true],
    [86_400, 100, 300, false],
  ])('up for %d s, from %d to %d: piled up %s', (seconds, baseline, peak, isOne) => {
    expect(isPileUp(incidentOf(seconds, baseline, peak))).toBe(isOne);
  });
});
