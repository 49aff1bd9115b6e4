import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createConnection, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const program = '/usr/sbin/munin-node';
export const hasMuninNode: boolean = existsSync(program);

/** A munin-node of the system's plugins on loopback, which calls its host `web1.example.org`. */
export interface RealMunin {
  readonly port: number;
  readonly stop: () => void;
}

/** Plugins of the system that a node is to have, in place of those that are set up on this host. */
export interface ChosenPlugins {
  readonly plugins: readonly string[];
  /** How often the node asks to be asked. */
  readonly updateSeconds: number;
  /** Where plugins of web servers ask: the page of their status. */
  readonly statusUrl: string;
}

/** Starts a node that keeps its files in a folder. */
export async function startMuninNode(folder: string, chosen?: ChosenPlugins): Promise<RealMunin> {
  const port = await freePort();
  const config = join(folder, 'munin-node.conf');
  writeFileSync(config, configuration(folder, port));
  const options = ['--config', config];
  if (chosen !== undefined) choosePlugins(folder, chosen);
  const [command, ...before] = chosen === undefined ? [program] : withConfigFolder(folder);
  const server = spawn(command, [...before, ...options], { stdio: 'ignore' });
  await listening(port, server);
  return { port, stop: () => server.kill('SIGKILL') };
}

/** munin-node has no option for the folder of its plugins: it is told before it starts. */
function withConfigFolder(folder: string): readonly [string, ...string[]] {
  const start = `$Munin::Common::Defaults::MUNIN_CONFDIR = shift; require '${program}'; main()`;
  return ['perl', '-MMunin::Common::Defaults', '-e', start, folder];
}

/** https://guide.munin-monitoring.org/en/latest/plugin/protocol-multigraph.html */
function choosePlugins(folder: string, { plugins, updateSeconds, statusUrl }: ChosenPlugins): void {
  for (const name of ['plugins', 'plugin-conf.d']) mkdirSync(join(folder, name));
  for (const plugin of plugins) {
    const script = `#!/bin/sh
[ "$1" = config ] && echo update_rate ${updateSeconds}
exec /usr/share/munin/plugins/${plugin} "$@"
`;
    writeFileSync(join(folder, 'plugins', plugin), script, { mode: 0o755 });
  }
  writeFileSync(join(folder, 'plugin-conf.d', 'servers'), `[*]\nenv.url ${statusUrl}\n`);
}

function configuration(folder: string, port: number): string {
  return [
    `log_file ${folder}/munin-node.log`,
    `pid_file ${folder}/munin-node.pid`,
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
