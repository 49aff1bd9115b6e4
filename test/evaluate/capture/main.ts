/** `npm run capture`: runs real servers under load and keeps what they wrote. ../README.md tells what for. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { atOnce } from '../at-once.ts';
import { kinds } from './kinds.ts';

const USAGE =
  'npm run capture -- <folder> [--only <kind,...>] [--seed <n>] [--at-once <n>] [--factor <0 to 1>]';
const PROGRAM = 'dist/test/evaluate/capture/run-capture.js';

/** A network with nothing but a loopback, and processes that end with their first one: what a capture starts is gone afterwards. */
const APART = ['--net', '--pid', '--fork', '--mount-proc', '--kill-child'];
/** The first process takes care of those that lost their parent; node does not. */
const FIRST = 'ip link set lo up; node "$@"; exit $?';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: 'string' },
      seed: { type: 'string', default: '1' },
      'at-once': { type: 'string', default: '1' },
      factor: { type: 'string', default: '1' },
    },
  });
  const [folder] = positionals;
  const [seed, jobs, factor] = [values.seed, values['at-once'], values.factor].map(Number);
  if (folder === undefined || !(Number.isSafeInteger(seed) && Number(jobs) >= 1)) {
    throw new Error(USAGE);
  }
  const only = values.only?.split(',');
  const chosen = kinds.filter(({ name }) => only === undefined || only.includes(name));
  if (chosen.length === 0) throw new Error(`no such kind: ${USAGE}`);
  await atOnce(chosen, Number(jobs), async ({ name }) => {
    const own = resolve(folder, 'real', name);
    mkdirSync(own, { recursive: true });
    // Servers may run as a user of their own.
    chmodSync(own, 0o755);
    const status = await capture([name, own, String(seed), String(factor)]);
    process.stderr.write(`capture: ${join('real', name)}${status === 0 ? '' : ' failed'}\n`);
  });
}

async function capture(argv: readonly string[]): Promise<unknown> {
  const options = [...APART, 'sh', '-c', FIRST, 'sh', PROGRAM, ...argv];
  const child = spawn('unshare', options, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [status] = await once(child, 'exit');
  return status;
}

await main();
