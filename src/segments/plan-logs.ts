import { stat } from 'node:fs/promises';
import { identityOf } from '../ingest/file-identity.ts';
import { ForeignFileError } from '../ingest/find-format.ts';
import { filesOf } from '../ingest/inputs.ts';
import {
  displayName,
  type NamedPath,
  noLogIn,
  type ReadSettings,
  refusalOf,
  type SkippedFile,
} from '../ingest/read-logs.ts';
import { oldestFirst, rotationOf } from '../ingest/rotation.ts';
import { readHead } from './log-head.ts';
import type { PlacedLog, PlannedLog } from './planned-log.ts';

export type PlanSettings = Pick<ReadSettings, 'format' | 'zone' | 'configuredFor'>;

export interface Plan {
  readonly logs: readonly PlannedLog[];
  readonly skipped: readonly SkippedFile[];
}

/**
 * Finds the logs behind the inputs by their first lines. A file that was named must be an access log; in a folder those
 * that are none are skipped with their reason, and a folder without any is an error. A shell names all files of a folder:
 * of several inputs those of another kind that is known are skipped as well, as long as there is a log.
 */
export async function planLogs(
  inputs: readonly NamedPath[],
  settings: PlanSettings,
): Promise<Plan> {
  const logs: PlannedLog[] = [];
  const skipped: SkippedFile[] = [];
  let foreign: ForeignFileError | undefined;
  for (const input of inputs) {
    try {
      const found = await planInput(input, settings);
      logs.push(...found.logs);
      skipped.push(...found.skipped);
    } catch (error) {
      if (!(error instanceof ForeignFileError)) throw error;
      foreign ??= error;
      skipped.push({ path: input.path, reason: error.what });
    }
  }
  if (logs.length === 0 && foreign !== undefined) throw foreign;
  return { logs: inOrder(logs), skipped: skipped.toSorted((a, b) => compare(a.path, b.path)) };
}

async function planInput({ path, host }: NamedPath, settings: PlanSettings): Promise<Plan> {
  const logs: PlannedLog[] = [];
  const skipped: SkippedFile[] = [];
  for (const file of await filesOf(path)) {
    const planned = await planLog({ file, host, input: path }, settings);
    if (typeof planned === 'string') skipped.push({ path: file.path, reason: planned });
    else logs.push(planned);
  }
  if (logs.length === 0) throw noLogIn(path, skipped);
  return { logs, skipped };
}

/** The logs with their places in the list. */
export function placed(logs: readonly PlannedLog[]): readonly PlacedLog[] {
  return logs.map((log, source) => ({ ...log, source, name: displayName(log.file.path) }));
}

async function planLog(
  log: Pick<PlannedLog, 'file' | 'host' | 'input'>,
  { format, zone, configuredFor }: PlanSettings,
): Promise<PlannedLog | string> {
  const { file, host } = log;
  const { set } = rotationOf(file.path);
  const identity = file.isPipe ? undefined : await identityOf(file.path);
  const known = { ...log, identity, set, stamps: undefined };
  if (file.isPipe) {
    return { ...known, head: undefined, isPlain: false, hasSegments: false, isBehindProxy: false };
  }
  const configured = configuredFor?.({ path: file.path, host }) ?? [];
  try {
    const modifiedMs = identity?.modifiedMs;
    const { facts, ...head } = await readHead(file, { format, zone, configured, modifiedMs });
    return { ...known, ...head, head: facts };
  } catch (error) {
    return refusalOf(file, error);
  }
}

/**
 * In an order that does not depend on that in which they were named, but for pipes, whose names say nothing: pipes, then
 * by host and path, rotated logs from the oldest to the current one.
 */
function inOrder(logs: readonly PlannedLog[]): readonly PlannedLog[] {
  const pipes = logs.filter(({ file }) => file.isPipe);
  const files = logs
    .filter(({ file }) => !file.isPipe)
    .toSorted((a, b) => compare(a.host ?? '', b.host ?? '') || compare(a.file.path, b.file.path));
  const hosts = [...new Set(files.map(({ host }) => host))];
  const ordered = hosts.flatMap((host) =>
    oldestFirst(
      files.filter((log) => log.host === host),
      ({ file }) => file.path,
    ),
  );
  return [...pipes, ...ordered];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Compressed logs are usually larger than their files by this. */
const COMPRESSION = 10;

/** About how many bytes the logs hold that are read in segments, inflated. */
export async function bytesInSegments(logs: readonly PlannedLog[]): Promise<number> {
  const cut = logs.filter(({ hasSegments }) => hasSegments);
  const sizes = cut.map(async ({ file, isPlain }) => {
    const status = await stat(file.path).catch(() => undefined);
    return (status?.size ?? 0) * (isPlain ? 1 : COMPRESSION);
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
