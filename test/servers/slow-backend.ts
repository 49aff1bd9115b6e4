import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { SLOW_MS, SMALL_TEXT } from './requests.ts';

/** What stands behind a proxy and answers late. */
export interface SlowBackend {
  readonly port: number;
  stop(): void;
}

export async function startSlowBackend(): Promise<SlowBackend> {
  const server = createServer(async (request, response) => {
    if (request.url === '/slow') await wait(SLOW_MS);
    for await (const _ of request);
    response.end(SMALL_TEXT);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const stop = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { port: address.port, stop };
}
