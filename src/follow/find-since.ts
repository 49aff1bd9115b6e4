import { open } from 'node:fs/promises';
import { AccessRecord } from '../../parsers/record.ts';
import { LINE_FEED } from '../ingest/lines.ts';
import type { LogFacts } from '../ingest/log-facts.ts';
import { isPlainFile } from '../ingest/source.ts';
import { LogTimes } from '../request/log-times.ts';
import { type HeadSettings, readHead } from '../segments/log-head.ts';
import { rotatedFiles, type Stretch } from './rotated-files.ts';

/** Looked at around a place to find lines with their times; so much before the wanted time may be given too. */
const LOOK_BYTES: number = 64 * 1024;

/**
 * The parts of a log and of what rotation has made of it that hold what was logged since a time, the oldest first. Lines
 * come nearly in order of time: those of the last request before are found by halving. Compressed files are given whole.
 */
export async function stretchesSince(
  path: string,
  sinceMs: number,
  settings: HeadSettings,
): Promise<readonly Stretch[]> {
  const stretches: Stretch[] = [];
  for (const file of (await rotatedFiles(path)).toReversed()) {
    const facts = await factsOf(file, settings);
    // What holds no requests yet says nothing of those before.
    const isEarlier = facts !== undefined && facts.fromMs < sinceMs;
    const from =
      isEarlier && (await isPlainFile(file))
        ? await offsetSince(file, sinceMs, { facts, zone: settings.zone })
        : 0;
    stretches.unshift({ path: file, from });
    if (isEarlier) break;
  }
  return stretches;
}

async function factsOf(path: string, settings: HeadSettings): Promise<LogFacts | undefined> {
  try {
    const { facts } = await readHead({ path, named: false, isPipe: false }, settings);
    return Number.isFinite(facts.fromMs) ? facts : undefined;
  } catch {
    return undefined;
  }
}

/** The offset of a line of a plain file, behind which all are that were logged since a time, and few that were before. */
async function offsetSince(
  path: string,
  sinceMs: number,
  { facts, zone }: { readonly facts: LogFacts; readonly zone: string | undefined },
): Promise<number> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const buffer = Buffer.alloc(LOOK_BYTES);
    let [before, behind] = [0, size];
    while (behind - before > LOOK_BYTES) {
      const middle = Math.floor((before + behind) / 2);
      const { bytesRead } = await file.read(buffer, 0, LOOK_BYTES, middle);
      const found = firstTimed(buffer.subarray(0, bytesRead), { facts, zone });
      if (found !== undefined && found.timeMs < sinceMs) before = middle + found.start;
      else behind = middle;
    }
    return before;
  } finally {
    await file.close();
  }
}

/** The first line that has a time, of those that begin behind the first line end. */
function firstTimed(
  bytes: Uint8Array,
  { facts, zone }: { readonly facts: LogFacts; readonly zone: string | undefined },
): { readonly start: number; readonly timeMs: number } | undefined {
  const parser = facts.format?.parser;
  const times = new LogTimes({ zone });
  const record = new AccessRecord();
  for (let at = bytes.indexOf(LINE_FEED) + 1; at > 0; ) {
    const end = bytes.indexOf(LINE_FEED, at);
    if (end < 0) return undefined;
    const isRead = parser?.parse(bytes, at, end, record) === undefined;
    const read = isRead ? times.read(record) : undefined;
    if (read !== undefined) return { start: at, timeMs: read.endMs };
    at = end + 1;
  }
  return undefined;
}
