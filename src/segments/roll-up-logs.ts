import type { InputFile } from '../ingest/inputs.ts';
import type { LogFacts } from '../ingest/log-facts.ts';
import { type NamedPath, noLogIn, type SkippedFile } from '../ingest/read-logs.ts';
import { SEGMENT_BYTES } from '../ingest/segment-bytes.ts';
import { sizeOnDisk } from '../ingest/size-on-disk.ts';
import type { Io } from '../io.ts';
import type { LineRanges } from '../rollup/line-ranges.ts';
import { bytesInSegments, type Plan, type PlanSettings, placed, planLogs } from './plan-logs.ts';
import type { PlannedLog } from './planned-log.ts';
import {
  type LogTier,
  type Outcome,
  type RolledLog,
  TierReader,
  type TierSettings,
} from './read-tiers.ts';
import { LocalPool, type SegmentPool, ThreadPool } from './segment-pool.ts';
import type { RequestSettings } from './segment-reader.ts';

/** Logs with less than this are read before threads would have started. */
export const MIN_BYTES_FOR_THREADS: number = 2 * SEGMENT_BYTES;

export interface RollUpSettings extends PlanSettings {
  readonly requests: RequestSettings;
  /** Threads that read; one is the caller's own. */
  readonly jobs: number;
  readonly io: Io;
  /** Told again and again how far the reading of a file is. */
  readonly onProgress?: ((file: InputFile, facts: LogFacts) => void) | undefined;
}

export interface RolledLogs {
  /** Requests tell their log by its place here. */
  readonly logs: readonly RolledLog[];
  readonly tiers: readonly LogTier[];
  /** Where the lines of which times stand. */
  readonly lineRanges: LineRanges;
  readonly skipped: readonly SkippedFile[];
}

/**
 * Reads all inputs, and rolls the requests of each server on each host up. What comes of it does not depend on `jobs`, nor
 * on the order of the inputs. Logs of which only reading tells how they are to be read are read again, with all others.
 */
export async function rollUpLogs(
  inputs: readonly NamedPath[],
  settings: RollUpSettings,
): Promise<RolledLogs> {
  // Threads take a moment to start: meanwhile the logs' first lines are read.
  const started = await threadsFor(inputs, settings);
  let pool: SegmentPool | undefined = started;
  try {
    const plan = await planLogs(inputs, settings);
    pool = await poolFor(plan.logs, settings, started);
    return await readPlanned(plan, { ...settings, pool });
  } finally {
    await pool?.close();
  }
}

async function readPlanned(plan: Plan, settings: TierSettings): Promise<RolledLogs> {
  const reader = new TierReader(settings);
  let { logs, skipped } = plan;
  for (;;) {
    const { outcomes, tiers, lineRanges } = await reader.read(placed(logs));
    if (outcomes.every((one) => 'rolled' in one)) {
      return {
        logs: outcomes.flatMap((one) => ('rolled' in one ? one.rolled : [])),
        tiers,
        lineRanges,
        skipped,
      };
    }
    const refused = outcomes.flatMap((one) => ('refused' in one ? one.refused : []));
    skipped = [...skipped, ...refused];
    const before = logs;
    logs = revised(logs, outcomes);
    refuseWithoutLogs(before, logs, skipped);
  }
}

/** Threads where the inputs are large enough as they lie on disk, whatever they hold. */
async function threadsFor(
  inputs: readonly NamedPath[],
  { requests, jobs }: RollUpSettings,
): Promise<ThreadPool | undefined> {
  if (jobs === 1) return undefined;
  const bytes = (await sizeOnDisk(inputs.map(({ path }) => path))) ?? 0;
  return bytes < MIN_BYTES_FOR_THREADS ? undefined : poolOf(bytes, jobs, requests);
}

/** The pool for what of the logs is read in segments; `started` is it, or is ended. */
async function poolFor(
  logs: readonly PlannedLog[],
  { requests, jobs }: RollUpSettings,
  started: ThreadPool | undefined,
): Promise<SegmentPool> {
  const bytes = jobs === 1 ? 0 : await bytesInSegments(logs);
  if (bytes >= MIN_BYTES_FOR_THREADS) return started ?? poolOf(bytes, jobs, requests);
  await started?.close();
  return new LocalPool(requests);
}

function poolOf(bytes: number, jobs: number, requests: RequestSettings): ThreadPool {
  const readers = Math.min(jobs, Math.ceil(bytes / SEGMENT_BYTES));
  return new ThreadPool(Math.max(1, readers - 1), requests);
}

function revised(logs: readonly PlannedLog[], outcomes: readonly Outcome[]): readonly PlannedLog[] {
  return logs.flatMap((log, at) => {
    const outcome = outcomes[at];
    if (outcome === undefined || 'refused' in outcome) return [];
    return 'revised' in outcome ? outcome.revised : log;
  });
}

/** Throws an ExpectedError where nothing is left of an input. */
function refuseWithoutLogs(
  before: readonly PlannedLog[],
  logs: readonly PlannedLog[],
  skipped: readonly SkippedFile[],
): void {
  const left = new Set(logs.map(({ input }) => input));
  const lost = before.find(({ input }) => !left.has(input));
  if (lost === undefined) return;
  throw noLogIn(
    lost.input,
    skipped.filter(({ path }) => path === lost.file.path),
  );
}
