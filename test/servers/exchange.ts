import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A request as it goes over the wire: nothing is checked, completed or encoded. */
export interface WireRequest {
  /** What is odd about it. */
  readonly name: string;
  /** The first line without its end. */
  readonly line: string | Uint8Array;
  /** In this order; no other header is sent. */
  readonly headers?: readonly (readonly [name: string, value: string | Uint8Array])[];
  readonly body?: Uint8Array;
  /** All that is sent, in place of line, headers and body: what is no HTTP at all. */
  readonly raw?: Uint8Array;
  /** The server is known to take this long, in milliseconds. */
  readonly takesMs?: number;
  /** Hangs up after so many bytes of the response. */
  readonly abortAfter?: number;
}

/** What the client knows of one request when it is over. */
export interface Exchange {
  readonly request: WireRequest;
  readonly sent: Uint8Array;
  /** The response with its head, as far as it was read. */
  readonly received: Uint8Array;
  /** The port that the client sent from. */
  readonly clientPort: number;
  /** Epoch milliseconds before the first byte was sent and after the last was received. */
  readonly fromMs: number;
  readonly toMs: number;
}

const END_OF_LINE = Buffer.from('\r\n');
/** A server that neither answers nor hangs up is given up. */
const PATIENCE_MS = 5000;
/** An aborted request is seen and logged before the next one comes. */
const AFTER_ABORT_MS = 60;

/** The bytes of a request. */
export function wireBytes({ line, headers = [], body, raw }: WireRequest): Uint8Array {
  if (raw !== undefined) return raw;
  const lines = headers.map(([name, value]) => Buffer.concat([text(`${name}: `), text(value)]));
  const head = [text(line), ...lines, text('')].flatMap((part) => [part, END_OF_LINE]);
  return Buffer.concat([...head, body ?? text('')]);
}

/** Sends one request over a connection of its own, until the server closes it. */
export async function send(port: number, request: WireRequest): Promise<Exchange> {
  const sent = wireBytes(request);
  const fromMs = Date.now();
  const { received, clientPort } = await talk(port, sent, request.abortAfter);
  const toMs = Date.now();
  if (request.abortAfter !== undefined) await wait(AFTER_ABORT_MS);
  return { request, sent, received, clientPort, fromMs, toMs };
}

/** Sends requests one after another over connections of their own. */
export async function sendAll(
  port: number,
  requests: readonly WireRequest[],
): Promise<readonly Exchange[]> {
  const exchanges: Exchange[] = [];
  for (const request of requests) exchanges.push(await send(port, request));
  return exchanges;
}

interface Reply {
  readonly received: Uint8Array;
  readonly clientPort: number;
}

function talk(port: number, sent: Uint8Array, abortAfter = Infinity): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    let clientPort = 0;
    const socket = connect(port, '127.0.0.1', () => {
      clientPort = socket.localPort ?? 0;
      socket.write(sent);
    });
    const finish = (): void => {
      resolve({ received: Buffer.concat(chunks), clientPort });
    };
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('no answer')));
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length < abortAfter) return;
      socket.resetAndDestroy();
      finish();
    });
    // A server that refuses a request half read resets the connection: what came until then is the response.
    socket.on('error', (error) => (length > 0 ? finish() : reject(error)));
    socket.on('close', finish);
  });
}

function text(value: string | Uint8Array): Uint8Array {
  return typeof value === 'string' ? Buffer.from(value) : value;
}
