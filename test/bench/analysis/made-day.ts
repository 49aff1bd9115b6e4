import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BusyWorkers } from '../busy-workers.ts';
import { DAY_MS, HOUR_MS, once, START_MS, writeLog } from '../made-logs.ts';
import { Random } from '../random.ts';
import { rangeReply } from '../range-reply.ts';
import { crawlerTraffic, mergedTraffic, ordinaryTraffic } from '../traffic.ts';
import { sampledGauges } from './gauges.ts';

export interface DaySettings {
  /** Where days are kept from run to run: what lies there already is not made again. */
  readonly folder: string;
  readonly lines: number;
  readonly series: number;
  readonly stepSeconds: number;
  readonly seed: number;
}

/** Where a made day lies. */
export interface MadeDay {
  readonly log: string;
  readonly metrics: string;
}

/** Raised when the same settings give another day. */
const EDITION = 1;

/** Half an hour of a crawler, with two seconds a request: at 300,000 lines about 33 workers. */
const CRAWLER_SHARE = 0.1;
const CRAWLER_FROM_MS: number = START_MS + 14 * HOUR_MS;
const CRAWLER_TO_MS: number = CRAWLER_FROM_MS + HOUR_MS / 2;

/** A day of one host: an ordinary log with a crawler in it, and series of which some follow its workers. */
export async function makeDay(settings: DaySettings): Promise<MadeDay> {
  const { lines, series, stepSeconds, seed } = settings;
  const name = `day-${lines}-lines-${series}-series-${stepSeconds}s-seed-${seed}-edition-${EDITION}`;
  const folder = join(settings.folder, name);
  await mkdir(folder, { recursive: true });
  const day = { log: join(folder, 'access.log'), metrics: join(folder, 'series.json') };
  await once(day.log, async () => {
    const span = { fromMs: START_MS, toMs: START_MS + DAY_MS };
    const stepMs = stepSeconds * 1000;
    const workers = new BusyWorkers({ ...span, stepMs });
    const crawled = Math.round(lines * CRAWLER_SHARE);
    const traffic = mergedTraffic(
      ordinaryTraffic({ seed, lines: lines - crawled, ...span }),
      crawlerTraffic({
        seed: seed + 1,
        lines: crawled,
        fromMs: CRAWLER_FROM_MS,
        toMs: CRAWLER_TO_MS,
      }),
    );
    const facts = await writeLog(day.log, workers.counting(traffic));
    const random = new Random(seed + 2);
    const gauges = sampledGauges(series, { busy: workers.busy, stepMs, random });
    await writeFile(day.metrics, rangeReply(gauges, { fromMs: START_MS, stepMs }));
    return facts;
  });
  return day;
}
