import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { combinedLines } from '../support/made-log.ts';
import { TempFolder } from '../support/temp-folder.ts';

const isBuilt = existsSync('dist/src/main.js');
const files = new TempFolder();
const text = `${combinedLines(3000).join('\n')}\n`;
const log = files.file('access.log', text);

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(argv: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['bin/culprit.js', ...argv]);
}

async function ended(child: ChildProcess): Promise<Ended> {
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.on('data', (chunk: Buffer) => {
      texts[name] += chunk.toString();
    });
  }
  return new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, ...texts }));
  });
}

const title = isBuilt ? 'the program' : 'the program (skipped: dist/ is not built, npm run build)';

describe.skipIf(!isBuilt)(title, () => {
  it('reports what came so far when Ctrl-C ends an open pipe', async () => {
    const child = start(['--format', 'json']);
    const end = ended(child);
    await new Promise((resolve) => child.stdin?.write(text, resolve));
    // The log is longer than a pipe holds: the program reads by now, and the rest within the pause.
    setTimeout(() => child.kill('SIGINT'), 1500);
    const { code, signal, stdout, stderr } = await end;
    expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      inputs: { logs: [{ path: '-', lines: 3000, parsed: 3000, bytes: text.length }] },
    });
  });

  it('ends in peace when the reader of its output has seen enough', async () => {
    const child = start(['lines', '--help']);
    child.stdout?.destroy();
    expect(await ended(child)).toMatchObject({ code: 0, stderr: '' });
    const reading = start([log]);
    reading.stdout?.destroy();
    expect(await ended(reading)).toMatchObject({ code: 0, stderr: '' });
  });

  it('gives one line and status 2 for bad input', async () => {
    const { code, stdout, stderr } = await ended(start(['missing.log']));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      'culprit: cannot read missing.log: there is no such file; check the path, or export the file anew\n',
    );
  });

  it('does not wait for a pipe that it does not read', async () => {
    const child = start([log, '--format', 'json']);
    const { code, stdout } = await ended(child);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ inputs: { logs: [{ path: log }] } });
  });
});
