import { describe, expect, it } from 'vitest';
import { combinedLines, memoryReply } from '../support/made-log.ts';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();

describe('inspect', () => {
  it('tells what a log holds, and what it does not', async () => {
    const log = files.file('access.log', `${combinedLines(20).join('\n')}\nno request\n`);
    const { status, stdout } = await runCli(['inspect', log]);
    const lines = stdout.toString().trimEnd().split('\n  ');
    expect(status).toBe(0);
    expect(lines.slice(0, 4)).toEqual([
      log,
      expect.stringMatching(
        /^format combined; tried, with scores: combined 0.95 \(20 of 21 lines\), /,
      ),
      '21 lines, 20 parsed',
      'from 2026-11-21T02:00:00+00:00 to 2026-11-21T02:00:19+00:00',
    ]);
    expect(lines.find((line) => line.startsWith('without'))).toContain('durationMs');
    expect(lines.at(-1)).toMatch(/^missed 1: .+; line 21: no request$/);
  });

  it('tells what a metric file holds', async () => {
    const values = Array.from({ length: 30 }, (_, i) => 1e9 + i * 1e6);
    const path = files.file('memory.json', memoryReply(values));
    const { stdout } = await runCli(['inspect', path]);
    expect(stdout.toString()).toBe(
      `${path}\n  node_memory_Shmem_bytes of web1: memory, bytes, every 10 s, 30 samples, ` +
        '2026-11-21T02:00:00+00:00 to 2026-11-21T02:04:50+00:00\n',
    );
  });

  it('tells why a file among others is neither', async () => {
    files.file('mixed/access.log', `${combinedLines(20).join('\n')}\n`);
    const other = files.file('mixed/notes.txt', 'nothing\n');
    const { status, stdout } = await runCli(['inspect', `${files.path}/mixed`]);
    expect(status).toBe(0);
    const notes = stdout.toString().slice(stdout.indexOf(other));
    expect(notes).toContain('no access log');
    expect(notes).toContain('holds no metrics');
  });
});
