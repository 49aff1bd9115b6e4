import { setTimeout as pause } from 'node:timers/promises';
import type { Clients } from './send-request.ts';
import type { SentRequest } from './sent-request.ts';

const TICK_MS = 20;

/** Sends each request when it is due, `at` seconds after `startMs`, until all are sent. */
export async function sendLoad(
  requests: readonly SentRequest[],
  clients: Clients,
  startMs: number,
): Promise<void> {
  const inOrder = [...requests].sort((a, b) => a.at - b.at);
  let next = 0;
  while (next < inOrder.length) {
    const due = (Date.now() - startMs) / 1000;
    for (let one = inOrder[next]; one !== undefined && one.at <= due; one = inOrder[next]) {
      clients.send(one);
      next += 1;
    }
    await pause(TICK_MS);
  }
}
