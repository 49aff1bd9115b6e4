import { once } from 'node:events';
import { open, readFile, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { ExpectedError } from './errors.ts';
import { unreadable } from './file-errors.ts';
import { PIPE } from './ingest/inputs.ts';
import type { Io } from './io.ts';
import { parseReport } from './report/parse-report.ts';
import type { Report } from './report/report.ts';

/** How a saved report begins, of whatever version. */
const BEGINNING = /^\u{feff}?\s*\{[\s\S]{0,200}?"schema"\s*:\s*"culprit\/report@/u;
/** Bytes that are looked at. */
const HEAD_BYTES = 1024;

/** Whether a file, or what comes through the pipe, begins as a saved report does. What is no plain file is none. */
export async function isSavedReport(path: string, { stdin }: Pick<Io, 'stdin'>): Promise<boolean> {
  const head = path === PIPE ? await headOfPipe(stdin) : await headOfFile(path);
  return BEGINNING.test(new TextDecoder().decode(head));
}

/** Reads a report that `--format json` wrote; `-` is the pipe. Throws an ExpectedError where it is none. */
export async function loadReport(path: string, { stdin }: Pick<Io, 'stdin'>): Promise<Report> {
  const text =
    path === PIPE
      ? await textOf(stdin)
      : await readFile(path, 'utf8').catch((error: unknown) => {
          throw unreadable(path, error);
        });
  const report = parseReport(text);
  if (typeof report !== 'string') return report;
  const [, version] =
    /"schema"\s*:\s*"(culprit\/report@[^"]{1,20})"/.exec(text.slice(0, HEAD_BYTES)) ?? [];
  const name = path === PIPE ? 'what came through the pipe' : path;
  throw version === undefined || version === 'culprit/report@1'
    ? new ExpectedError(`${name} is no report: ${report}`, 'give one written with --format json')
    : new ExpectedError(
        `${name} is ${version}, and this culprit reads culprit/report@1`,
        'render it with the culprit that wrote it',
      );
}

async function headOfFile(path: string): Promise<Uint8Array> {
  const status = await stat(path).catch(() => undefined);
  if (status === undefined || !status.isFile()) return new Uint8Array(0);
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return new Uint8Array(0);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The first bytes of a pipe, which are put back. */
async function headOfPipe(stdin: Readable): Promise<Uint8Array> {
  await once(stdin, 'readable');
  const chunk: unknown = stdin.read();
  if (!(chunk instanceof Uint8Array)) return new Uint8Array(0);
  stdin.unshift(chunk);
  return chunk.subarray(0, HEAD_BYTES);
}
