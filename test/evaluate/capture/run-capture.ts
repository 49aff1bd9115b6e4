/** Runs one capture in this process: `run-capture.js <kind> <folder> <seed> <factor>`. main.ts gives it a network and processes of its own. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Draw } from '../generate/draw.ts';
import { CaptureHost, STEP_SECONDS } from './capture-host.ts';
import type { CaptureKind } from './capture-kind.ts';
import { exportSeries } from './exported-series.ts';
import type { HostEvent } from './host-events.ts';
import { kinds } from './kinds.ts';
import { sendLoad } from './load.ts';
import { type Phases, phasesOf } from './phases.ts';
import { Clients } from './send-request.ts';
import { siteVisits } from './site-visits.ts';
import { truthOf } from './truth.ts';

async function main([name, folder, seedText, factorText]: readonly string[]): Promise<void> {
  const kind = kinds.find((one) => one.name === name);
  if (kind === undefined || folder === undefined) throw new Error(`no such kind: ${name}`);
  const seed = Number(seedText);
  const phases = phasesOf(Number(factorText));
  const host = await CaptureHost.start(kind.server, folder);
  try {
    await settled(host.port);
    const startMs = Date.now();
    await happen(kind, { phases, seed, startMs, host });
    const span = { fromMs: startMs, toMs: Date.now(), stepSeconds: STEP_SECONDS };
    await exportSeries(host.prometheusUrl, join(folder, 'metrics', 'prometheus'), span);
    const truth = truthOf(kind, { phases, startMs, seed });
    writeFileSync(join(folder, 'truth.json'), `${JSON.stringify(truth, undefined, 2)}\n`);
  } finally {
    await host.stop();
    rmSync(join(folder, 'run'), { recursive: true, force: true });
  }
}

/** Servers that have just started are slow: a capture begins when they answer at once, and have done so for a while. */
async function settled(port: number): Promise<void> {
  const giveUpMs = Date.now() + MOST_SETTLING_MS;
  for (let quick = 0; quick < QUICK_ANSWERS && Date.now() < giveUpMs; ) {
    const askedMs = Date.now();
    await (await fetch(`http://127.0.0.1:${port}/`)).arrayBuffer();
    quick = Date.now() - askedMs < QUICK_MS ? quick + 1 : 0;
    await pause(SETTLING_MS / QUICK_ANSWERS);
  }
}

const QUICK_MS = 150;
const QUICK_ANSWERS = 10;
const SETTLING_MS = 10_000;
const MOST_SETTLING_MS = 60_000;

interface Happening {
  readonly phases: Phases;
  readonly seed: number;
  /** Epoch milliseconds. */
  readonly startMs: number;
  readonly host: CaptureHost;
}

/** Lets the visits, the culprit's requests and the events of a kind come about. */
async function happen(
  kind: CaptureKind,
  { phases, seed, startMs, host }: Happening,
): Promise<void> {
  const draw = new Draw(seed);
  const site = { spanSeconds: phases.end, rate: kind.rate, root: kind.root };
  const usual = siteVisits(site, draw.apart());
  const { requests = [], visits = (same) => same, events = [] } = kind.plan(phases, draw.apart());
  const clients = new Clients(host.port);
  const load = sendLoad([...visits(usual), ...requests], clients, startMs);
  await Promise.all([load, ...events.map((event) => occur(event, host, startMs))]);
  await pause(startMs + phases.end * 1000 - Date.now());
  clients.end();
}

async function occur(
  { at, happen: act }: HostEvent,
  host: CaptureHost,
  startMs: number,
): Promise<void> {
  await pause(startMs + at * 1000 - Date.now());
  await act(host);
}

await main(process.argv.slice(2));
