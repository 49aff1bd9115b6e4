import { setMaxListeners } from 'node:events';
import { Agent, type ClientRequest, type IncomingMessage, request as open } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { costHeader, type SentRequest } from './sent-request.ts';

const HOST = 'www.example.org';
/** Between two lines of a head that is sent slowly. */
const HEAD_LINE_MS = 4000;
const MS = 1000;

/** Sends requests to one port of the loopback, each from its client's address; what goes wrong is the server's affair. */
export class Clients {
  readonly #port: number;
  readonly #kept = new Map<string, Agent>();
  readonly #end = new AbortController();

  constructor(port: number) {
    this.#port = port;
    // One for each request that is under way.
    setMaxListeners(0, this.#end.signal);
  }

  /** Hangs up on all that is under way. */
  end(): void {
    this.#end.abort();
    for (const agent of this.#kept.values()) agent.destroy();
  }

  send(request: SentRequest): void {
    if (request.headSeconds > 0) void this.#sendSlowly(request);
    else this.#sendAtOnce(request);
  }

  #sendAtOnce(request: SentRequest): void {
    const { client, method, target, bodyBytes, isKeptAlive, patienceSeconds } = request;
    const sending = open({
      ...{ host: '127.0.0.1', port: this.#port, localAddress: client, method, path: target },
      agent: isKeptAlive ? this.#keptAgent(client) : false,
      headers: headersOf(request),
      signal: this.#end.signal,
    });
    sending.on('error', () => undefined);
    sending.on('response', (response) => void take(response, request, sending));
    if (patienceSeconds < Number.POSITIVE_INFINITY) hangUpAfter(sending, patienceSeconds);
    sending.end(bodyBytes > 0 ? Buffer.alloc(bodyBytes, 'x') : undefined);
  }

  #keptAgent(client: string): Agent {
    const agent = this.#kept.get(client) ?? new Agent({ keepAlive: true, maxSockets: 1 });
    this.#kept.set(client, agent);
    return agent;
  }

  /** A line of the head now and then, and never the last one. */
  async #sendSlowly({ client, target, headSeconds }: SentRequest): Promise<void> {
    const address = { host: '127.0.0.1', port: this.#port, localAddress: client };
    const socket = connect({ ...address, signal: this.#end.signal });
    socket.on('error', () => undefined);
    socket.resume();
    socket.write(`GET ${target} HTTP/1.1\r\nHost: ${HOST}\r\n`);
    const endMs = Date.now() + headSeconds * MS;
    for (let line = 0; Date.now() < endMs && !socket.destroyed; line++) {
      await pause(HEAD_LINE_MS);
      if (socket.writable) socket.write(`X-${line}: 1\r\n`);
    }
    socket.destroy();
  }
}

function headersOf(request: SentRequest): Readonly<Record<string, string | number>> {
  const { agent, referer, bodyBytes, method } = request;
  return {
    Host: HOST,
    'User-Agent': agent,
    ...(referer === '-' ? {} : { Referer: referer }),
    ...(method === 'POST' ? { 'Content-Length': bodyBytes } : {}),
    'X-Cost': costHeader(request),
  };
}

function hangUpAfter(sending: ClientRequest, seconds: number): void {
  const timer = setTimeout(() => sending.destroy(), seconds * MS);
  sending.on('close', () => clearTimeout(timer));
}

/** Reads the response no faster than its client can. */
async function take(
  response: IncomingMessage,
  { bytesPerSecond }: SentRequest,
  sending: ClientRequest,
): Promise<void> {
  const startMs = Date.now();
  let received = 0;
  try {
    for await (const chunk of response) {
      received += (chunk as Buffer).length;
      const dueMs = startMs + (received / bytesPerSecond) * MS;
      const earlyMs = dueMs - Date.now();
      if (earlyMs > 1) await pause(earlyMs);
    }
  } catch {
    sending.destroy();
  }
}
