import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A part of a log, as rotation leaves it. */
export interface LogPart {
  readonly path: string;
  /** Where it begins in the whole log, in bytes. */
  readonly start: number;
}

/** As logrotate names them, the oldest first. */
const PART_NAMES = ['access.log.2', 'access.log.1', 'access.log'] as const;

/** Longer than any line. */
const PROBE_BYTES = 65_536;
const LINE_END = 10;

/** A log cut at line ends into three files, beside it; made where they are not there yet. */
export async function rotatedParts(path: string): Promise<readonly LogPart[]> {
  const folder = `${path}.rotated`;
  const { size } = await stat(path);
  const starts = [0, await lineStart(path, size / 3), await lineStart(path, (2 * size) / 3)];
  const parts = PART_NAMES.map((name, at) => ({
    path: join(folder, name),
    start: starts[at] ?? 0,
  }));
  if (existsSync(folder)) return parts;
  const unfinished = `${folder}.part`;
  await mkdir(unfinished, { recursive: true });
  for (const [at, name] of PART_NAMES.entries()) {
    const [start = 0, next = size] = starts.slice(at);
    const cut = createReadStream(path, { start, end: next - 1 });
    await pipeline(cut, createWriteStream(join(unfinished, name)));
  }
  await rename(unfinished, folder);
  return parts;
}

/** Where the first line begins behind an offset. Throws an Error where a line is longer than any that is made. */
async function lineStart(path: string, offset: number): Promise<number> {
  const from = Math.floor(offset);
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(PROBE_BYTES), 0, PROBE_BYTES, from);
    const end = buffer.subarray(0, bytesRead).indexOf(LINE_END);
    if (end < 0) throw new Error(`${path} has no line end behind byte ${from}`);
    return from + end + 1;
  } finally {
    await file.close();
  }
}
