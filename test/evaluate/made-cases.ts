import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  ControlKind,
  LabelledCase,
  TrueCulprit,
  TrueLines,
  TrueWindow,
  Weighing,
} from './labelled-case.ts';
import { inflated, linesOf } from './log-lines.ts';

/** `case.json`: what a user would know. */
export interface CaseFacts {
  readonly case: string;
  /** Paths in the case's folder, by host. */
  readonly logs: Readonly<Record<string, string>>;
  readonly metrics: { readonly kinds: readonly string[]; readonly stepSeconds: number };
}

/** `truth/<case>.json`: times are seconds from `epoch`, epoch seconds, on the clock of the metrics. */
export interface CaseTruth {
  readonly case: string;
  readonly family: string;
  readonly incident: boolean;
  /** Whether the logs could tell its culprits to nobody. */
  readonly unidentifiable?: boolean;
  /** `prometheus`, `munin` or `both`. */
  readonly kind: string;
  readonly stepSeconds: number;
  readonly format: string;
  /** How far the logs' clock is ahead of the metrics'. */
  readonly clockOffsetSeconds: number;
  readonly epoch: number;
  readonly spanSeconds: number;
  readonly windows: readonly {
    readonly node: string;
    readonly start: number;
    readonly end: number;
    readonly culprits: readonly number[];
  }[];
  readonly culprits: readonly {
    readonly id: number;
    readonly cost: Weighing;
    readonly altCost?: Weighing;
  }[];
}

/** The families in which something harmless came at the time of trouble. */
const BURST_FAMILIES: ReadonlySet<string> = new Set(['hogburst']);

/**
 * The cases of `<folder>/cases`, by name, each with its truth in `<folder>/truth`: `<case>.json`, and for each host
 * `<case>/<host>.weights.gz` with a row for each line of its log.
 */
export async function madeCases(folder: string): Promise<readonly LabelledCase[]> {
  const cases = join(folder, 'cases');
  if (!existsSync(cases)) return [];
  const names = (await readdir(cases)).filter((name) => existsSync(join(cases, name, 'case.json')));
  return Promise.all(names.sort().map((name) => madeCase(folder, name)));
}

async function madeCase(folder: string, name: string): Promise<LabelledCase> {
  const own = join(folder, 'cases', name);
  const truthFolder = join(folder, 'truth', name);
  const facts = JSON.parse(await readFile(join(own, 'case.json'), 'utf8')) as CaseFacts;
  const truth = JSON.parse(await readFile(`${truthFolder}.json`, 'utf8')) as CaseTruth;
  const hosts = Object.entries(facts.logs).map(([host, path]) => ({ host, path: join(own, path) }));
  const isFarm = hosts.length > 1;
  const zeroMs = (truth.epoch + truth.clockOffsetSeconds) * 1000;
  return {
    name,
    family: truth.family,
    origin: 'simulated',
    format: truth.format,
    source: truth.kind,
    stepSeconds: truth.stepSeconds,
    logs: hosts.map(({ host, path }) => ({ host: isFarm ? host : undefined, path })),
    metrics: join(own, 'metrics'),
    spanSeconds: truth.spanSeconds,
    control: controlOf(truth),
    windows: truth.windows.map((window) => windowOf(window, { zeroMs, isFarm })),
    culprits: truth.culprits.map(culpritOf),
    linesOf: async (path) => {
      const log = hosts.find((one) => one.path === path);
      if (log === undefined) return undefined;
      return trueLines(path, join(truthFolder, `${log.host}.weights.gz`), zeroMs);
    },
  };
}

function controlOf({
  culprits,
  incident,
  family,
  unidentifiable,
}: CaseTruth): ControlKind | undefined {
  if (culprits.length > 0) return unidentifiable === true ? 'unidentifiable' : undefined;
  if (!incident) return 'quiet';
  return BURST_FAMILIES.has(family) ? 'other-cause-with-burst' : 'other-cause';
}

function windowOf(
  { node, start, end, culprits }: CaseTruth['windows'][number],
  { zeroMs, isFarm }: { readonly zeroMs: number; readonly isFarm: boolean },
): TrueWindow {
  const [startMs, endMs] = [zeroMs + start * 1000, zeroMs + end * 1000];
  return { host: isFarm ? node : undefined, startMs, endMs, culprits };
}

function culpritOf({ id, cost, altCost }: CaseTruth['culprits'][number]): TrueCulprit {
  return { id, weighings: altCost === undefined ? [cost] : [cost, altCost] };
}

/** The weights' rows are `startMs,durationMs,bytes,culprit`, the start from the case's epoch. */
async function trueLines(path: string, weights: string, zeroMs: number): Promise<TrueLines> {
  const texts = linesOf(await inflated(path));
  const rows = linesOf(await inflated(weights)).map((row) => row.split(',').map(Number));
  if (rows.length !== texts.length) {
    throw new Error(`${weights} has ${rows.length} rows for the ${texts.length} lines of ${path}`);
  }
  const column = (at: number): Float64Array => Float64Array.from(rows, (row) => row[at] ?? 0);
  const startMs = column(0).map((sinceMs) => zeroMs + sinceMs);
  const durations = column(1);
  return {
    texts,
    startMs,
    endMs: startMs.map((ms, line) => ms + (durations[line] ?? 0)),
    bytes: column(2),
    culprits: Int32Array.from(column(3)),
  };
}
