/**
 * Reads the logs and series that its argument names, analyses them, and prints what the analysis alone took. Each run is
 * a process of its own: in one that has analysed before, all code would be compiled already.
 */
import { analyse } from '../../../src/analysis/analyse.ts';
import type { Verdict } from '../../../src/analysis/verdict.ts';
import { collect } from '../../../src/collect.ts';
import { resolveOptions } from '../../../src/options.ts';
import { silentIo } from '../../evaluate/silent-io.ts';

/** Logs, of one host or of several that are named, and their series. */
export interface AnalysisInput {
  readonly logs: readonly { readonly host: string | undefined; readonly path: string }[];
  readonly metrics: string;
}

/** What the analysis took and found. */
export interface TimedAnalysis {
  /** In user mode, of all threads of the process: what collects garbage is among them. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly series: number;
  readonly incidents: number;
  readonly verdict: Verdict;
  /** The route of the first culprit of each incident, where it has one. */
  readonly routes: readonly string[];
}

const MICROSECONDS = 1e6;

async function timed({ logs, metrics }: AnalysisInput): Promise<TimedAnalysis> {
  const inputs = logs.flatMap(({ host, path }) => (host === undefined ? [path] : []));
  const hosts = logs.flatMap(({ host, path }) => (host === undefined ? [] : [`${host}=${path}`]));
  const raw = { metrics: [metrics], host: hosts, jobs: '1', quiet: true };
  const options = await resolveOptions(inputs, raw, { hasPipe: false });
  const collected = await collect(options, silentIo());
  const [startMs, startUsage] = [performance.now(), process.cpuUsage()];
  const { incidents, verdict } = analyse(collected.hosts, { top: options.top });
  const { user } = process.cpuUsage(startUsage);
  return {
    cpuSeconds: user / MICROSECONDS,
    wallSeconds: (performance.now() - startMs) / 1000,
    series: collected.series.length,
    incidents: incidents.length,
    verdict,
    routes: incidents.flatMap(({ culprits }) => culprits[0]?.finding.lead.subject.route ?? []),
  };
}

process.stdout.write(JSON.stringify(await timed(JSON.parse(process.argv[2] ?? ''))));
