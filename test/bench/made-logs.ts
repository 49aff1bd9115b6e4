import { createReadStream, createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
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
  readonly folder: string;
  /** Of each log. */
  readonly lines: number;
  readonly seed: number;
}

const START_MS: number = Date.UTC(2026, 10, 21);
const MINUTE_MS = 60_000;
const HOUR_MS: number = 60 * MINUTE_MS;
const DAY_MS: number = 24 * HOUR_MS;
/** The crawler's part of the burst log's lines: with two seconds a request, most of the work of its ten minutes. */
const CRAWLER_SHARE = 0.02;

/** Writes the benchmark's logs, each one as a stream: how many lines they have does not matter to memory. */
export async function makeLogs(settings: MadeSettings): Promise<readonly MadeLog[]> {
  const { folder, lines, seed } = settings;
  const day = { lines, fromMs: START_MS, toMs: START_MS + DAY_MS };
  const ordinary = join(folder, 'ordinary.log');
  const facts = await writeLog(ordinary, ordinaryTraffic({ ...day, seed }));
  const gzip = join(folder, 'ordinary.log.gz');
  await pipeline(createReadStream(ordinary), createGzip(), createWriteStream(gzip));
  const attack = join(folder, 'attack.log');
  return [
    { name: 'ordinary', path: ordinary, facts },
    { name: 'gzip', path: gzip, facts },
    {
      name: 'attack',
      path: attack,
      facts: await writeLog(attack, attackTraffic({ ...day, seed: seed + 1 })),
    },
    await makeBurst(settings),
  ];
}

/** An hour in which a crawler comes for ten minutes, with the workers that were busy. */
async function makeBurst({ folder, lines, seed }: MadeSettings): Promise<MadeLog> {
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
  const workers = new BusyWorkers({ fromMs, toMs });
  const traffic = mergedTraffic(ordinaryTraffic(hour), crawlerTraffic(burst));
  const facts = await writeLog(path, workers.counting(traffic));
  await writeFile(metrics, workers.reply());
  return {
    name: 'burst',
    path,
    metrics,
    facts: { ...facts, burst: { route: BURST_ROUTE, requests } },
  };
}

/** Characters that are written at once. */
const CHUNK_CHARACTERS = 256 * 1024;

async function writeLog(path: string, requests: Iterable<BenchRequest>): Promise<LogFacts> {
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
