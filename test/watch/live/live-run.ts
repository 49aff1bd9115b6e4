import { setTimeout as pause } from 'node:timers/promises';
import { Lateness } from './lateness.ts';
import { type LiveServer, startLiveServer } from './live-server.ts';
import type { ResourceSource } from './resource-source.ts';
import { culpritLoad, startBackend, usualLoad } from './traffic.ts';
import { type SeenEvent, WatchProcess } from './watch-process.ts';

/** So long nothing is wrong: an incident is told only of what has a baseline of twelve samples. */
const QUIET_MS = 80_000;
/** The culprit goes on for so long at most, where nobody names it. */
const MOST_CULPRIT_MS = 75_000;

/** What a watch with one source told of one server. */
export interface LiveOutcome {
  readonly source: ResourceSource;
  readonly events: readonly SeenEvent[];
  /** When the culprit's first request was sent, epoch milliseconds: the resource's onset is not before. */
  readonly onsetMs: number;
  /** By how much of the time timers were late, 0 to 1. */
  readonly lateness: number;
}

/** Runs one server under load, first usual, then with a culprit, watched with each of some sources at the same time. */
export async function runLive(
  server: LiveServer,
  sources: readonly ResourceSource[],
  folder: string,
): Promise<readonly LiveOutcome[]> {
  const backend = await startBackend();
  const running = await startLiveServer(server, folder, backend.port);
  const started = await Promise.all(sources.map((one) => one.start(running, server, folder)));
  const watches = started.map(({ metrics }) => new WatchProcess(running.log, metrics));
  const end = new AbortController();
  const late = new Lateness();
  try {
    const usual = usualLoad(running.port, end.signal);
    await pause(QUIET_MS);
    const onsetMs = Date.now();
    const culprit = culpritLoad(running.port, end.signal);
    while (
      Date.now() < onsetMs + MOST_CULPRIT_MS &&
      watches.some(({ firstNaming }) => firstNaming === undefined)
    ) {
      await pause(100);
    }
    end.abort();
    await Promise.all([usual, culprit]);
    const lateness = late.end();
    return sources.map((source, at) => {
      const events = [...(watches[at]?.events ?? [])];
      return { source, events, onsetMs, lateness };
    });
  } finally {
    late.end();
    end.abort();
    await Promise.all([
      ...watches.map((watch) => watch.end()),
      ...started.map((source) => source.stop()),
      running.process.stop(),
    ]);
    backend.server.closeAllConnections();
    backend.server.close();
  }
}
