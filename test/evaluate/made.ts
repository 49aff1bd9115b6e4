/** Truths and reports in short, for tests. */
import type { Culprit, Incident } from '../../src/report/report.ts';
import type { LabelledCase, TrueLines } from './labelled-case.ts';

/** Epoch milliseconds UTC of a minute of the day that all of them are of. */
export function minute(at: number): number {
  return Date.UTC(2026, 10, 21) + at * 60_000;
}

export function madeIncident(
  from: number,
  to: number,
  facts: Partial<Pick<Incident, 'host' | 'culprits' | 'id'>> = {},
): Incident {
  const iso = (at: number): string => new Date(minute(at)).toISOString();
  return {
    id: '1',
    host: null,
    start: iso(from),
    end: iso(to),
    window: { from: iso(from), to: iso(to) },
    logs: ['access.log'],
    onset: { time: iso(from), uncertaintySeconds: 0 },
    primary: { series: 'memory', role: 'memory', unit: 'bytes', baseline: 0, peak: 1 },
    ladder: [],
    verdict: 'no-culprit-in-logs',
    reasons: [],
    culprits: [],
    victims: [],
    ruledOut: [],
    ...facts,
  };
}

export function madeCulprit(
  id: string,
  score: number,
  verdict: Culprit['verdict'] = score >= 0.5 ? 'culprit' : 'suspect',
): Culprit {
  const time = new Date(minute(0)).toISOString();
  return {
    id,
    rank: Number(id.split('.')[1]),
    verdict,
    score,
    kind: 'other',
    cost: 'requests',
    subject: { route: `/${id}` },
    aliases: [],
    requests: 1,
    explains: 1,
    firstSeen: time,
    lastSeen: time,
    evidence: [],
    exemplars: [],
    advice: [],
  };
}

/** A line a minute, each a minute long; the numbers are whose each is. */
export function madeLines(
  culprits: readonly number[],
  { bytes = culprits.map(() => 1) }: { readonly bytes?: readonly number[] } = {},
): TrueLines {
  const startMs = Float64Array.from(culprits, (_, line) => minute(line));
  return {
    texts: culprits.map((_, line) => `line ${line}`),
    startMs,
    endMs: startMs.map((ms) => ms + 60_000),
    bytes: Float64Array.from(bytes),
    culprits: Int32Array.from(culprits),
  };
}

export function madeCase(facts: Partial<LabelledCase> = {}): LabelledCase {
  return {
    name: 'c1',
    family: 'crawler',
    origin: 'simulated',
    format: 'combined',
    source: 'prometheus',
    stepSeconds: 60,
    logs: [{ host: undefined, path: 'access.log' }],
    metrics: 'metrics',
    spanSeconds: 3600,
    control: undefined,
    windows: [{ host: undefined, startMs: minute(10), endMs: minute(20), culprits: [1] }],
    culprits: [{ id: 1, weighings: ['count'] }],
    linesOf: () => Promise.resolve(undefined),
    ...facts,
  };
}
