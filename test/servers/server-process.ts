import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A server of our own: in the foreground, on a port of the loopback, with a configuration in a folder of the test. */
export interface ServerProcess {
  /** Ends it in good order, so that it writes what it still holds of its log. */
  stop(): Promise<void>;
}

const SECONDS_TO_START = 10;
const POLL_MS = 20;
/** uWSGI writes the line of a request when the client already has the whole response. */
const LAST_LINE_MS = 200;

/** Whether a program can be run here. */
export function isInstalled(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

const givenPorts = new Set<number>();

/** A port that nobody listened on a moment ago, another each time. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  if (givenPorts.has(address.port)) return freePort();
  givenPorts.add(address.port);
  return address.port;
}

/** Starts a server and waits until it listens. Rejects with what it wrote where it ends instead. */
export async function startServer(
  command: readonly [program: string, ...args: string[]],
  port: number,
): Promise<ServerProcess> {
  const [program, ...args] = command;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += String(chunk);
    });
  const closed = once(child, 'close');
  const deadline = Date.now() + SECONDS_TO_START * 1000;
  while (!(await isListening(port))) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL');
      await closed;
      throw new Error(
        `${program} does not listen on ${port} (${child.exitCode ?? child.signalCode}): ${output}`,
      );
    }
    await wait(POLL_MS);
  }
  return { stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  await wait(LAST_LINE_MS);
  child.kill('SIGTERM');
  await exit;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}
