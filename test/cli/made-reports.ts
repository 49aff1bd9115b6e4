import { renderJson } from '../../src/report/json.ts';
import type { Incident, Report } from '../../src/report/report.ts';
import type { Subject } from '../../src/rollup/dimension.ts';

/** A JSON report with one incident and one culprit, `1.1`, in the given logs. */
export function reportJson(settings: {
  readonly paths: readonly string[];
  readonly format?: string;
  readonly subject: Subject;
  readonly window: Incident['window'];
}): string {
  const { paths, format = 'combined', subject, window } = settings;
  const log = { format, lines: 1, parsed: 1, missed: {}, bytes: 100 };
  const report: Report = {
    schema: 'culprit/report@1',
    verdict: 'culprit',
    inputs: { logs: paths.map((path) => ({ path, ...log })), series: [] },
    incidents: [
      {
        id: '1',
        host: null,
        start: window.from,
        end: window.to,
        window,
        logs: paths,
        onset: { time: window.from, uncertaintySeconds: 5 },
        primary: { series: 'memory', role: 'memory', unit: 'bytes', baseline: 1, peak: 2 },
        ladder: [],
        verdict: 'culprit',
        reasons: [],
        culprits: [
          {
            id: '1.1',
            rank: 1,
            verdict: 'culprit',
            score: 0.9,
            kind: 'other',
            cost: 'requests',
            subject,
            aliases: [],
            requests: 1,
            explains: 1,
            firstSeen: window.from,
            lastSeen: window.to,
            evidence: [],
            exemplars: [],
            advice: [],
          },
        ],
        victims: [],
        ruledOut: [],
      },
    ],
    timeline: [],
    limits: [],
  };
  return renderJson(report);
}

const window = { from: '2026-11-21T02:00:00Z', to: '2026-11-21T03:00:00Z' };

export function crawlerReport(): string {
  return reportJson({ paths: ['access.log'], subject: { agent: 'SeekportBot' }, window });
}

/** As `culprit` writes it for a log that came through a pipe. */
export function pipedReport(): string {
  return reportJson({ paths: ['-'], subject: { agent: 'SeekportBot' }, window });
}
