import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { BusyWorkers } from './busy-workers.ts';
import { type BenchRequest, CombinedLines, startMsOf } from './request.ts';
import {
  attackTraffic,
  BURST_ROUTE,
  crawlerTraffic,
  mergedTraffic,
  ordinaryTraffic,
} from './traffic.ts';

/** What is known of a log because it was made: culprit has to find the same. */
export interface LogFacts {
  readonly lines: number;
  /** Of the log itself, inflated. */
  readonly bytes: number;
  /** Of all responses, the sum of `%b`. */
  readonly bytesSent: number;
  /** The first second in which a request began, and the last end as second and `%D` tell it: epoch milliseconds UTC. */
  readonly fromMs: number;
  readonly toMs: number;
  /** The crawler's requests, where the log has a burst. */
  readonly burst?: { readonly route: string; readonly requests: number };
}

export const logNames = ['ordinary', 'gzip', 'attack', 'burst'] as const;
export type LogName = (typeof logNames)[number];

/** A log that was made, where it lies, with the metrics that belong to it. */
export interface MadeLog {
  readonly name: LogName;
  readonly path: string;
  readonly metrics?: string;
  readonly facts: LogFacts;
}

export interface MadeSettings {
  /** Where logs are kept from run to run: what lies there already is not made again. */
  readonly folder: string;
  /** Of each log. */
  readonly lines: number;
  readonly seed: number;
  /** Which ones; in the order of `logNames` whatever this order. */
  readonly logs?: readonly LogName[];
}

/** Raised when the same seed gives another log: old ones are then not taken for new ones. */
const EDITION = 1;

/** The day that is made, epoch milliseconds UTC. */
export const START_MS: number = Date.UTC(2026, 10, 21);
const MINUTE_MS = 60_000;
export const HOUR_MS: number = 60 * MINUTE_MS;
export const DAY_MS: number = 24 * HOUR_MS;
/** The crawler's part of the burst log's lines: with two seconds a request, most of the work of its ten minutes. */
const CRAWLER_SHARE = 0.02;

/**
 * The benchmark's logs, made as streams where they are not there yet: how many lines they have does not matter to memory. A log
 * is there when its facts are, which are written last.
 */
export async function makeLogs(settings: MadeSettings): Promise<readonly MadeLog[]> {
  const { lines, seed, logs = logNames } = settings;
  const folder = join(settings.folder, `${lines}-lines-seed-${seed}-edition-${EDITION}`);
  await mkdir(folder, { recursive: true });
  const made: MadeLog[] = [];
  for (const name of logNames.filter((known) => logs.includes(known))) {
    made.push(await makers[name]({ folder, lines, seed }));
  }
  return made;
}

type Place = Required<Pick<MadeSettings, 'folder' | 'lines' | 'seed'>>;

const makers: Readonly<Record<LogName, (place: Place) => Promise<MadeLog>>> = {
  ordinary: makeOrdinary,
  gzip: async (place) => {
    const { path, facts } = await makeOrdinary(place);
    return { name: 'gzip', path: await gzipped(path), facts };
  },
  attack: async ({ folder, lines, seed }) => {
    const path = join(folder, 'attack.log');
    const day = { lines, seed: seed + 1, fromMs: START_MS, toMs: START_MS + DAY_MS };
    const facts = await once(path, () => writeLog(path, attackTraffic(day)));
    return { name: 'attack', path, facts };
  },
  burst: makeBurst,
};

async function makeOrdinary({ folder, lines, seed }: Place): Promise<MadeLog> {
  const path = join(folder, 'ordinary.log');
  const day = { lines, seed, fromMs: START_MS, toMs: START_MS + DAY_MS };
  const facts = await once(path, () => writeLog(path, ordinaryTraffic(day)));
  return { name: 'ordinary', path, facts };
}

/** An hour in which a crawler comes for ten minutes, with the workers that were busy. */
async function makeBurst({ folder, lines, seed }: Place): Promise<MadeLog> {
  const path = join(folder, 'burst.log');
  const metrics = join(folder, 'workers.json');
  const requests = Math.round(lines * CRAWLER_SHARE);
  const [fromMs, toMs] = [START_MS + 2 * HOUR_MS, START_MS + 3 * HOUR_MS];
  const hour = { seed: seed + 2, lines: lines - requests, fromMs, toMs };
  const burst = {
    seed: seed + 3,
    lines: requests,
    fromMs: fromMs + 30 * MINUTE_MS,
    toMs: fromMs + 40 * MINUTE_MS,
  };
  const facts = await once(path, async () => {
    const workers = new BusyWorkers({ fromMs, toMs });
    const traffic = mergedTraffic(ordinaryTraffic(hour), crawlerTraffic(burst));
    const written = await writeLog(path, workers.counting(traffic));
    await writeFile(metrics, workers.reply());
    return { ...written, burst: { route: BURST_ROUTE, requests } };
  });
  return { name: 'burst', path, metrics, facts };
}

/** The facts of a log that is there, or those that making it gives. */
export async function once(path: string, make: () => Promise<LogFacts>): Promise<LogFacts> {
  const known = `${path}.facts.json`;
  if (existsSync(known)) return JSON.parse(await readFile(known, 'utf8')) as LogFacts;
  const facts = await make();
  await writeFile(known, JSON.stringify(facts));
  return facts;
}

/** The path of the same log, compressed beside it. */
export async function gzipped(path: string): Promise<string> {
  const packed = `${path}.gz`;
  if (existsSync(packed)) return packed;
  await pipeline(createReadStream(path), createGzip(), createWriteStream(`${packed}.part`));
  await rename(`${packed}.part`, packed);
  return packed;
}

/** Characters that are written at once. */
const CHUNK_CHARACTERS = 256 * 1024;

/** Writes requests as lines, as a stream. */
export async function writeLog(path: string, requests: Iterable<BenchRequest>): Promise<LogFacts> {
  const facts = { lines: 0, bytes: 0, bytesSent: 0, fromMs: Number.POSITIVE_INFINITY, toMs: 0 };
  function* chunks(): Generator<string> {
    const printer = new CombinedLines();
    let chunk = '';
    for (const request of requests) {
      const line = printer.line(request);
      facts.lines += 1;
      // All is ASCII: a character is a byte.
      facts.bytes += line.length;
      facts.bytesSent += request.bytes;
      const stampMs = Math.floor(startMsOf(request) / 1000) * 1000;
      facts.fromMs = Math.min(facts.fromMs, stampMs);
      facts.toMs = Math.max(facts.toMs, stampMs + request.durationUs / 1000);
      chunk += line;
      if (chunk.length < CHUNK_CHARACTERS) continue;
      yield chunk;
      chunk = '';
    }
    yield chunk;
  }
  await pipeline(Readable.from(chunks()), createWriteStream(path));
  return facts;
}
