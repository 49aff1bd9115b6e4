import { describe, expect, it } from 'vitest';
import { rrdFile } from '../series/made-rrd.ts';
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
      'from 2026-11-21T02:00:00+00:00 to 2026-11-21T02:00:19+00:00 (19 s)',
    ]);
    expect(lines.find((line) => line.startsWith('without'))).toContain('durationMs');
    expect(lines.at(-1)).toMatch(/^missed 1: .+; line 21 at byte \d+: no request$/);
  });

  it('tells what a metric file holds', async () => {
    const values = Array.from({ length: 30 }, (_, i) => 1e9 + i * 1e6);
    const path = files.file('memory.json', memoryReply(values));
    const { stdout } = await runCli(['inspect', path]);
    expect(stdout.toString()).toBe(
      `${path}\n  node_memory_Shmem_bytes of web1: memory, bytes, more is worse, every 10 s, 30 samples, ` +
        '2026-11-21T02:00:00+00:00 to 2026-11-21T02:04:50+00:00, incidents are looked for in it\n',
    );
  });

  it('tells which findings the absent fields rule out, and what to log', async () => {
    const log = files.file(
      'common.log',
      '192.0.2.1 - - [21/Nov/2026:02:00:00 +0000] "GET / HTTP/1.1" 200 5\n'.repeat(9),
    );
    const { stdout } = await runCli(['inspect', log, '-f', 'common']);
    expect(stdout.toString()).toContain('no durations: who held workers');
    expect(stdout.toString()).toContain('add %D to LogFormat');
    expect(stdout.toString()).toContain('no User-Agents: which crawler it was cannot be told');
  });

  it('reads times without zone in the zone that is given', async () => {
    const log = files.file(
      'uwsgi.log',
      '[pid: 7|app: 0|req: 1/1] 192.0.2.1 () {30 vars in 400 bytes} [Sat Nov 21 02:00:00 2026] GET / => generated 5 bytes in 3 msecs (HTTP/1.1 200) 2 headers in 80 bytes (1 switches on core 0)\n'.repeat(
        9,
      ),
    );
    const utc = await runCli(['inspect', log]);
    expect(utc.stdout.toString()).toContain(
      'times without zone, taken for UTC: give the zone of the server with --tz',
    );
    const paris = await runCli(['inspect', log, '--tz', 'Europe/Paris']);
    expect(paris.stdout.toString()).toContain('from 2026-11-21T02:00:00+01:00');
    expect(paris.stdout.toString()).toContain('times without zone, read in Europe/Paris');
  });

  it('reads the metric files of a folder together', async () => {
    files.file('folder/a.json', memoryReply([1, 2, 3].map((n) => n * 1e9)));
    files.file(
      'folder/b.json',
      memoryReply(
        [4, 5, 6].map((n) => n * 1e9),
        Date.UTC(2026, 10, 21, 2, 0, 30),
      ),
    );
    const { stdout } = await runCli(['inspect', `${files.path}/folder`]);
    expect(stdout.toString()).toContain(`${files.path}/folder: 2 metric files\n`);
    expect(stdout.toString()).toContain('6 samples');
  });

  it('tells what Munin calls a series, and where it would have alarmed', async () => {
    const { path, bytes } = rrdFile('munin/web1-load-load-g.rrd', { 42: [1, 2] });
    files.file(path, bytes);
    const told = ['graph_title Load average', 'load.label load', 'load.warning 1:10'];
    const lines = told.map((line) => `g;web1:load.${line}`);
    files.file('munin/datafile', `version 2.0.73\n${lines.join('\n')}\n`);
    const { stdout } = await runCli(['inspect', `${files.path}/munin`]);
    expect(stdout.toString()).toContain(
      'load.load of web1: “Load average: load”, load, 1, more is worse, warning below 1, warning above 10, every 10 s',
    );
  });

  it('tells why a file among others is neither', async () => {
    files.file('mixed/access.log', `${combinedLines(20).join('\n')}\n`);
    const other = files.file('mixed/notes.txt', 'nothing\n');
    const { status, stdout } = await runCli(['inspect', `${files.path}/mixed`]);
    expect(status).toBe(0);
    const notes = stdout.toString().slice(stdout.indexOf(other));
    expect(notes).toContain('no access log');
    expect(notes).toContain('nor is it of a metric format');
  });
});
