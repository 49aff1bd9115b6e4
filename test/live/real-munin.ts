import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type AddressInfo, createConnection, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { TempFolder } from '../support/temp-folder.ts';

const program = '/usr/sbin/munin-node';
export const hasMuninNode: boolean = existsSync(program);

/** A munin-node of the system's plugins on loopback, which calls its host `web1.example.org`. */
export interface RealMunin {
  readonly port: number;
  readonly stop: () => void;
}

export async function startMuninNode(files: TempFolder): Promise<RealMunin> {
  const port = await freePort();
  const config = files.file('munin-node.conf', configuration(files, port));
  const server = spawn(program, ['--config', config], { stdio: 'ignore' });
  await listening(port, server);
  return { port, stop: () => server.kill('SIGKILL') };
}

function configuration(files: TempFolder, port: number): string {
  return [
    `log_file ${files.path}/munin-node.log`,
    `pid_file ${files.path}/munin-node.pid`,
    'background 0',
    'setsid 0',
    'host_name web1.example.org',
    'allow ^127\\.0\\.0\\.1$',
    'host 127.0.0.1',
    `port ${port}`,
    '',
  ].join('\n');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Resolves when something accepts connections; throws when the program ends, or after ten seconds. */
async function listening(port: number, program_: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100 && program_.exitCode === null; tries += 1) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = createConnection(port, '127.0.0.1', () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (open) return;
    await pause(100);
  }
  throw new Error(`nothing listens on ${port}`);
}
