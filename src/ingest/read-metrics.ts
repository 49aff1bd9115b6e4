import type { MetricSource } from '../../parsers/contract.ts';
import { ExpectedError } from '../errors.ts';
import { unreadable } from '../file-errors.ts';
import type { Environment } from '../live/access.ts';
import { isEndpoint, isPolled } from '../live/addresses.ts';
import type { FileNote, LeftOut, RawSeries, SeriesFile } from '../series/input.ts';
import { readSeries } from '../series/read.ts';
import { HEAD_BYTES, recognisesMetrics } from '../series/read-files.ts';
import type { Series } from '../series/series.ts';
import { filesOf, type InputFile } from './inputs.ts';
import type { SkippedFile } from './read-logs.ts';
import { fileBytes } from './source.ts';

/** Larger metric files than this are not read: an export of one host and day has a few megabytes. */
export const MAX_METRIC_BYTES: number = 256 * 1024 * 1024;

export interface ReadMetrics {
  readonly series: readonly Series[];
  readonly skipped: readonly SkippedFile[];
  readonly notes: readonly FileNote[];
  /** Series that say nothing of a resource. */
  readonly leftOut: readonly LeftOut[];
}

export interface MetricSettings {
  /** The span wanted; without it files are read whole and endpoints are not asked. */
  readonly span: MetricSource['span'];
  readonly environment: Environment;
  /** The zone of times that are written without one. */
  readonly zone?: string | undefined;
  /** What endpoints told that were polled while the log was read. */
  readonly polled?: {
    readonly series: readonly RawSeries[];
    readonly files: readonly SeriesFile[];
  };
}

/**
 * Reads metric files, plain or gzip, and folders of them. A file that was named must hold metrics; in a folder
 * those that hold none are skipped with their reason, and a folder without any is an error.
 */
export async function readMetrics(
  paths: readonly string[],
  settings: MetricSettings,
): Promise<ReadMetrics> {
  const { files, skipped, named } = await gather(paths, settings);
  const { span, zone, polled = { series: [], files: [] } } = settings;
  const reading = readSeries([...files, ...polled.files], {
    polled: polled.series,
    ...(span === undefined ? {} : { span }),
    ...(zone === undefined ? {} : { zone }),
  });
  skipped.push(...reading.skipped);
  const wrong = skipped.find(({ path }) => named.has(path));
  if (wrong !== undefined) throw notMetrics(wrong.path, wrong.reason);
  if (paths.length > 0 && reading.series.length === 0) {
    const onlyNow = paths.find(isPolled);
    if (onlyNow !== undefined) throw tooFewPolls(onlyNow);
    const [first] = [...skipped, ...reading.leftOut];
    const reason = first?.reason ?? reading.notes[0]?.text ?? 'there is no series in it';
    throw notMetrics(paths.join(', '), reason);
  }
  const { series, notes, leftOut } = reading;
  return { series, skipped, notes, leftOut };
}

/** Whether a file is of a metric format by its first bytes; false for pipes and for what cannot be read. */
export async function isMetrics({ path, isPipe }: InputFile): Promise<boolean> {
  if (isPipe) return false;
  try {
    let head: Uint8Array = new Uint8Array(0);
    for await (const chunk of fileBytes(path)) {
      head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
      if (head.length >= HEAD_BYTES) break;
    }
    return head.length > 0 && recognisesMetrics(head.subarray(0, HEAD_BYTES));
  } catch {
    return false;
  }
}

interface Gathered {
  readonly files: SeriesFile[];
  readonly skipped: SkippedFile[];
  /** Paths that must hold metrics. */
  readonly named: ReadonlySet<string>;
}

/** The bytes of every file, and what endpoints answer. */
async function gather(
  paths: readonly string[],
  { span, environment }: MetricSettings,
): Promise<Gathered> {
  const files: SeriesFile[] = [];
  const skipped: SkippedFile[] = [];
  const onDisk: InputFile[] = [];
  for (const path of paths) {
    if (isPolled(path)) continue;
    if (!isEndpoint(path)) onDisk.push(...(await filesOf(path)));
    else if (span !== undefined) files.push(...(await answersOf(path, span, environment)));
  }
  for (const file of onDisk) {
    const bytes = await bytesOf(file);
    if (typeof bytes === 'string') skipped.push({ path: file.path, reason: bytes });
    else files.push({ path: file.path, bytes });
  }
  const named = new Set(onDisk.filter((file) => file.named).map(({ path }) => path));
  return { files, skipped, named };
}

/** The client of endpoints is loaded when one is met. */
async function answersOf(
  address: string,
  span: NonNullable<MetricSource['span']>,
  environment: Environment,
): Promise<readonly SeriesFile[]> {
  const { readEndpoint } = await import('../live/endpoint.ts');
  return readEndpoint(address, span, environment);
}

function tooFewPolls(address: string): ExpectedError {
  return new ExpectedError(
    `${address} tells only of now, and was asked fewer than two times at its own step`,
    'pipe a live log in for longer (tail -F access.log | culprit -m …), or give what the monitoring has stored',
  );
}

function notMetrics(path: string, reason: string): ExpectedError {
  return new ExpectedError(
    `${path} holds no metrics that are read: ${reason}`,
    'give metrics of a format that culprit --help names, or a folder of them, with --metrics',
  );
}

/** The bytes, or the reason why a file of a folder is not read. */
async function bytesOf({ path, named }: InputFile): Promise<Uint8Array | string> {
  try {
    return await readWhole(path, MAX_METRIC_BYTES);
  } catch (error) {
    const expected = unreadable(path, error);
    if (named || !(expected instanceof ExpectedError)) throw expected;
    return expected.what;
  }
}

/** All bytes of a file, inflated where they are gzip. Throws an ExpectedError when there are more than `limit`. */
export async function readWhole(path: string, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of fileBytes(path)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > limit) {
      const what = `${path} holds over ${Math.floor(limit / 1024 / 1024)} MiB`;
      throw new ExpectedError(what, 'export a shorter span or fewer series');
    }
  }
  return Buffer.concat(chunks, length);
}
