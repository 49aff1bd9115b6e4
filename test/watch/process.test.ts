import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { combinedLines, oversizedIncident } from '../support/made-log.ts';
import { TempFolder } from '../support/temp-folder.ts';

const isBuilt = existsSync('dist/src/main.js');
const title = isBuilt
  ? 'a watch as a process'
  : 'a watch as a process (skipped: dist/ is not built, npm run build)';
const files = new TempFolder();
const { log, metrics } = oversizedIncident();
const metricFile = files.file('memory.json', metrics);
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

class Started {
  stdout = '';
  stderr = '';
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;

  constructor(command: string, argv: readonly string[]) {
    this.child = spawn(command, argv);
    running.push(this.child);
    this.child.stdout?.on('data', (chunk) => (this.stdout += String(chunk)));
    this.child.stderr?.on('data', (chunk) => (this.stderr += String(chunk)));
    this.ended = once(this.child, 'close').then(([code]) => code);
  }

  static watch(...argv: readonly string[]): Started {
    return new Started(process.execPath, ['bin/culprit.js', 'watch', ...argv]);
  }

  async write(text: string): Promise<void> {
    await new Promise((resolve) => this.child.stdin?.write(text, resolve));
  }

  /** Until it answers signals: before, they end it, however long it takes to start. */
  async listens(): Promise<void> {
    if (existsSync('/proc/self/status')) await this.until(() => catchesHangup(this.child.pid));
    else await pause(2500);
  }

  async until(isTrue: () => boolean): Promise<void> {
    for (let waited = 0; waited < 60_000 && !isTrue(); waited += 50) await pause(50);
    expect(isTrue()).toBe(true);
  }
}

/** Whether a process answers SIGHUP, the lowest bit of `SigCgt` (proc(5)), which Node.js itself has no handler for. */
function catchesHangup(pid: number | undefined): boolean {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const [, caught = '0'] = /^SigCgt:\s*([\da-f]+)$/m.exec(status) ?? [];
  return (BigInt(`0x${caught}`) & 1n) === 1n;
}

function linesOfState(path: string): number | undefined {
  const [, body = '{}'] = readFileSync(path, 'utf8').split('\n');
  return JSON.parse(body).logs?.[0]?.facts.tally.lines;
}

describe.skipIf(!isBuilt)(title, () => {
  it('writes the report at SIGUSR1, goes on, and ends at SIGTERM with the last one', async () => {
    const output = `${files.path}/asked.json`;
    const watch = Started.watch('-m', metricFile, '-o', output);
    const linesRead = (): number => JSON.parse(readFileSync(output, 'utf8')).inputs.logs[0].lines;
    const lines = log.trimEnd().split('\n').length;
    await watch.listens();
    await watch.write(log);
    await watch.until(() => watch.child.kill('SIGUSR1') && existsSync(output));
    await watch.write(`${combinedLines(5, Date.UTC(2026, 10, 21, 2, 15)).join('\n')}\n`);
    await watch.until(() => watch.child.kill('SIGUSR1') && linesRead() === lines + 5);
    watch.child.kill('SIGTERM');
    expect(await watch.ended).toBe(0);
    expect(linesRead()).toBe(lines + 5);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'that has read nothing ends at %s without a word',
    async (signal) => {
      const watch = Started.watch('-m', metricFile);
      await watch.listens();
      watch.child.kill(signal);
      expect(await watch.ended).toBe(0);
      expect(watch.stdout + watch.stderr).toBe('');
    },
  );

  it('is quiet where nobody reads on', async () => {
    const command = `cat ${files.file('access.log', log)} | ${process.execPath} bin/culprit.js watch -m ${metricFile} | head -1`;
    const shell = new Started('bash', ['-o', 'pipefail', '-c', command]);
    expect(await shell.ended).toBe(0);
    expect(shell.stdout.split('\n')).toHaveLength(2);
    expect(shell.stderr).toBe('');
  });

  it('says in one line where there is no room for what it prints, and keeps its state', async () => {
    const path = files.file('followed.log', log);
    const state = `${files.path}/state`;
    const options = `--since 2026-11-21T00:00 --state ${state} -m ${metricFile}`;
    const command = `exec ${process.execPath} bin/culprit.js watch ${path} ${options} > /dev/full`;
    const watch = new Started('bash', ['-c', command]);
    const lines = log.trimEnd().split('\n').length;
    await watch.until(() => existsSync(state) && linesOfState(state) === lines);
    watch.child.kill('SIGTERM');
    expect(await watch.ended).toBe(2);
    expect(watch.stderr).toContain('cannot write the standard output: the disk is full');
    expect(watch.stderr).not.toContain('bug');
    expect(linesOfState(state)).toBe(lines);
  });

  it('keeps the last state that was whole where the disk is full by now', async () => {
    const path = files.file('growing.log', log);
    const state = `${files.path}/small-state`;
    const run = async (limit: string): Promise<Started> => {
      const options = `--since 2026-11-21T00:00 --state ${state} -m ${metricFile}`;
      const command = `${limit} exec ${process.execPath} bin/culprit.js watch ${path} ${options}`;
      const watch = new Started('bash', ['-c', command]);
      await watch.until(() => existsSync(state));
      return watch;
    };
    const first = await run('');
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    const kept = readFileSync(state, 'utf8');
    // A file may hold one kilobyte: as if the disk were full.
    const second = await run('ulimit -f 1;');
    await second.until(() => second.stderr.includes('the state cannot be saved'));
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    expect(second.stderr).not.toContain('bug');
    expect(readFileSync(state, 'utf8')).toBe(kept);
    expect(files.names().filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('goes on where the disk is full, and says so in the end', async () => {
    const watch = Started.watch('-m', metricFile, '-o', '/dev/full', '--state', '/dev/full');
    await watch.listens();
    await watch.write(log);
    await watch.until(() => watch.child.kill('SIGUSR1') && watch.stderr.includes('tried again'));
    expect(watch.child.exitCode).toBe(null);
    watch.child.stdin?.end();
    expect(await watch.ended).toBe(2);
    expect(watch.stderr).toContain('/dev/full');
    expect(watch.stderr).not.toContain('bug');
  });

  describe.each([
    { named: 'a folder', inputs: (folder: string) => [folder] },
    {
      named: 'all files that a shell found',
      inputs: (folder: string) => LOGS.map((name) => `${folder}/${name}`),
    },
  ])('that follows $named', ({ inputs }) => {
    it('leaves out what is no access log or stays empty, and says of which', async () => {
      const folder = files.folder('logs');
      for (const name of LOGS) writeFileSync(`${folder}/${name}`, '');
      const output = `${folder}.json`;
      const watch = Started.watch(...inputs(folder), '-m', metricFile, '-o', output);
      await watch.listens();
      await pause(1000);
      appendFileSync(`${folder}/error.log`, ERROR_LINE.repeat(3));
      appendFileSync(`${folder}/access.log`, log);
      await watch.until(() => watch.child.kill('SIGUSR1') && existsSync(output));
      watch.child.kill('SIGTERM');
      expect(await watch.ended, watch.stderr).toBe(0);
      const { inputs: read, limits } = JSON.parse(readFileSync(output, 'utf8')) as Report;
      expect(read.logs).toMatchObject([{ path: expect.stringMatching(/access\.log$/) }]);
      const skipped = limits.find(({ code }) => code === 'files-skipped');
      expect(skipped?.text).toContain('1 file of the inputs was not read');
      expect(skipped?.text).toContain('error.log');
    });
  });

  it('says once that the first lines are no log’s, waits, and ends with an error', async () => {
    const watch = Started.watch();
    await watch.listens();
    await watch.write(ERROR_LINE.repeat(20));
    await watch.until(() => watch.stderr.includes('more lines are waited for'));
    await watch.write(ERROR_LINE.repeat(20));
    await pause(4000);
    watch.child.stdin?.end();
    expect(await watch.ended).toBe(2);
    const said = watch.stderr.trimEnd().split('\n');
    expect(said).toHaveLength(2);
    expect(said[1]).toContain('is no access log');
  });
});

const LOGS = ['access.log', 'error.log', 'silent.log'];
const ERROR_LINE =
  '2026/11/21 02:00:00 [error] 17#17: *1 open() "/srv/x" failed (2: No such file or directory), client: 192.0.2.7\n';
