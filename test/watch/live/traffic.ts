import { once } from 'node:events';
import { Agent, createServer, get, type Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { PAGES } from './live-server.ts';

/** How long the culprit's requests take, and how many come a second. */
const HANG_MS = 4000;
const CULPRIT_RATE = 25;
const USUAL_RATE = 20;
/** The route that hangs. */
export const CULPRIT_ROUTE = '/app/report';

/** A backend on loopback that answers at once, but for the one URL whose code hangs. */
export async function startBackend(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer(async (request, response) => {
    if (request.url?.startsWith(CULPRIT_ROUTE)) await pause(HANG_MS);
    response.end('done\n');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, port: address.port };
}

/** What visitors ask for all the time. */
export function usualLoad(
  port: number,
  signal: AbortSignal,
  rate: number = USUAL_RATE,
): Promise<void> {
  const pathOf = (at: number): string =>
    at % 5 === 0 ? '/app/cart' : `/page${1 + (at % PAGES)}.html`;
  return load(port, { pathOf, rate, signal });
}

/** Requests for what hangs. */
export function culpritLoad(port: number, signal: AbortSignal): Promise<void> {
  const pathOf = (at: number): string => `${CULPRIT_ROUTE}?id=${at}`;
  return load(port, { pathOf, rate: CULPRIT_RATE, signal });
}

/** Sends `rate` requests a second until the signal aborts. */
async function load(
  port: number,
  {
    pathOf,
    rate,
    signal,
  }: {
    readonly pathOf: (at: number) => string;
    readonly rate: number;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const agent = new Agent({ keepAlive: false });
  const startMs = Date.now();
  for (let at = 0; !signal.aborted; ) {
    // A host with other work to do is late: what is due by then is sent.
    for (const due = ((Date.now() - startMs) / 1000) * rate; at < due; at++) {
      const request = get({ port, host: '127.0.0.1', path: pathOf(at), agent }, (response) =>
        response.resume(),
      );
      request.on('error', () => undefined);
    }
    await pause(20);
  }
}
