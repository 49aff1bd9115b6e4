import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { combinedLine } from '../support/made-log.ts';

const bin = new URL('../../bin/culprit.js', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'culprit-restart-'));
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const log = join(folder, 'access.log');
const state = join(folder, 'state');
const report = join(folder, 'report.json');
let lines = 0;

function write(count: number): void {
  const text = Array.from({ length: count }, () =>
    combinedLine({ timeMs: Date.now(), path: `/${lines++}` }),
  );
  appendFileSync(log, `${text.join('\n')}\n`);
}

function start(): ChildProcess {
  const argv = ['watch', log, '--state', state, '--since', '1h', '-o', report];
  const child = spawn(process.execPath, [bin, ...argv], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout?.resume();
  running.push(child);
  return child;
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let waited = 0; waited < 60_000 && !isTrue(); waited += 50) await pause(50);
  expect(isTrue()).toBe(true);
}

/** Lines that the state says were counted. */
function counted(): number {
  if (!existsSync(state)) return 0;
  const [, body = '{}'] = readFileSync(state, 'utf8').split('\n');
  return JSON.parse(body).logs[0]?.facts.tally.lines ?? 0;
}

async function end(child: ChildProcess): Promise<number> {
  child.kill('SIGTERM');
  const [status] = await once(child, 'exit');
  expect(status).toBe(0);
  const { inputs } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  return inputs.logs[0]?.lines ?? 0;
}

const isBuilt = existsSync('dist/src/main.js');
const title = isBuilt
  ? 'a watch with a state'
  : 'a watch with a state (skipped: dist/ is not built, npm run build)';

describe.skipIf(!isBuilt)(title, () => {
  it('counts each line once through rotations, a kill and a restart', async () => {
    writeFileSync(log, '');
    write(1500);
    const killed = start();
    await until(() => counted() === 1500);
    write(500);
    renameSync(log, `${log}.1`);
    write(700);
    await pause(600);
    write(300);
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    write(200);
    copyFileSync(log, `${log}.0`);
    renameSync(`${log}.1`, `${log}.2`);
    renameSync(`${log}.0`, `${log}.1`);
    truncateSync(log);
    write(2500);
    const restarted = start();
    await pause(500);
    write(100);
    await until(() => counted() === lines);
    expect(await end(restarted)).toBe(lines);
    const again = start();
    write(50);
    await until(() => counted() === lines);
    expect(await end(again)).toBe(lines);
  });
});
