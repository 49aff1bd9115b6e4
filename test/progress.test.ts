import { Readable, Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { run } from '../src/cli.ts';
import type { FileFate } from '../src/ingest/growing-file.ts';
import type { InputFile } from '../src/ingest/inputs.ts';
import { Tally } from '../src/ingest/tally.ts';
import { Progress } from '../src/progress.ts';
import { reportJson } from './cli/made-reports.ts';
import { combinedLines } from './support/made-log.ts';
import { runCli } from './support/run-cli.ts';
import { TempFolder } from './support/temp-folder.ts';

const ERASE = '\r\u001b[K';
const MEGABYTE = 1e6;
const files = new TempFolder();
const log = files.file('access.log', `${combinedLines(4000).join('\n')}\n`);

class FakeTerminal extends Writable {
  readonly isTTY: boolean = true;
  readonly columns: number;
  readonly written: string[] = [];

  constructor(columns = 80) {
    super();
    this.columns = columns;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.written.push(chunk.toString());
    done();
  }
}

function inputFile(path: string): InputFile {
  return { path, named: true, isPipe: path === '-' };
}

/** `read` bytes on disk of a file that holds twice as many in lines of 100 bytes. */
function positionAt(read: number): { readonly tally: Tally; readonly fate: FileFate } {
  const tally = new Tally();
  tally.bytes = 2 * read;
  tally.lines = tally.bytes / 100;
  return { tally, fate: { openedWith: read, read } };
}

describe('the line', () => {
  function shown(totalBytes: number | undefined, columns = 80) {
    const terminal = new FakeTerminal(columns);
    let nowMs = 5000;
    const progress = new Progress(terminal, () => nowMs, totalBytes);
    const at = (afterMs: number, file: InputFile, read: number): string | undefined => {
      nowMs = 5000 + afterMs;
      const before = terminal.written.length;
      progress.show(file, positionAt(read));
      return terminal.written[before];
    };
    return { terminal, progress, at };
  }

  it('says bytes on disk, lines per second and the time left', () => {
    const { at } = shown(20 * MEGABYTE);
    expect(at(2000, inputFile('a.gz'), 5 * MEGABYTE)).toBe(
      `${ERASE}reading a.gz: 5 MB of 20 MB, 50,000 lines/s, 6 s left`,
    );
  });

  it('says no time left of a pipe, whose size is not known', () => {
    const { at } = shown(undefined);
    const text = at(2000, inputFile('-'), 5 * MEGABYTE);
    expect(text).toBe(`${ERASE}reading standard input: 5 MB, 50,000 lines/s`);
  });

  it('comes after a second, then five times a second', () => {
    const { at, terminal } = shown(20 * MEGABYTE);
    const file = inputFile('a.log');
    for (let ms = 0; ms <= 2000; ms += 50) at(ms, file, MEGABYTE);
    expect(terminal.written.length).toBe(6);
    expect(at(2050, file, MEGABYTE)).toBeUndefined();
    expect(at(2200, file, MEGABYTE)).toBeDefined();
  });

  it('adds files up, and counts one that is read again once', () => {
    const { at } = shown(20 * MEGABYTE);
    const [first, second] = [inputFile('a.log'), inputFile('a.log')];
    at(0, first, 4 * MEGABYTE);
    at(1000, first, 2 * MEGABYTE);
    expect(at(2000, second, 2 * MEGABYTE)).toContain(' 4 MB of 20 MB, 40,000 lines/s, 8 s left');
  });

  it('says nothing below zero of a file that has grown', () => {
    const { at } = shown(MEGABYTE);
    expect(at(2000, inputFile('a.log'), 2 * MEGABYTE)).toContain(
      '2 MB of 1 MB, 20,000 lines/s, 0 s',
    );
  });

  it.each([
    [
      'wide',
      120,
      'reading logs/\\x1b[2J/long/access.log: 2 MB of 20 MB, 20,000 lines/s, 18 s left',
    ],
    ['narrow', 70, 'reading logs/\\x1b…ccess.log: 2 MB of 20 MB, 20,000 lines/s, 18 s left'],
    ['tiny', 40, 'reading logs/…s.log: 2 MB of 20 MB, 20,'],
  ])('fits a %s terminal, and shows no control characters of a name', (_, columns, text) => {
    const { at } = shown(20 * MEGABYTE, columns);
    const file = inputFile('logs/\u001b[2J/long/access.log');
    expect(at(2000, file, 2 * MEGABYTE)).toBe(`${ERASE}${text}`);
    expect(text.length).toBeLessThan(columns);
  });

  it('is as on a terminal of 80 columns where the width is not known', () => {
    const { at } = shown(20 * MEGABYTE, 0);
    expect(at(2000, inputFile('a.log'), 2 * MEGABYTE)).toMatch(/: 2 MB of .* left$/);
  });

  it('is wiped, where one was shown', () => {
    const { at, terminal, progress } = shown(MEGABYTE);
    progress.wipe();
    expect(terminal.written).toEqual([]);
    at(2000, inputFile('a.log'), 1000);
    progress.wipe();
    progress.wipe();
    expect(terminal.written.slice(1)).toEqual([ERASE]);
  });
});

describe('a run', () => {
  afterEach(() => vi.restoreAllMocks());

  /** Runs the command at a terminal; every look at the clock is `stepMs` later than the last. */
  async function runAt(
    terminal: FakeTerminal,
    argv: readonly string[],
    stepMs: number,
    stdout: Writable = new FakeTerminal(),
  ): Promise<number> {
    let nowMs = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => {
      nowMs += stepMs;
      return nowMs;
    });
    const stdin = Object.assign(Readable.from([]), { isTTY: true });
    const onInterrupt = () => () => undefined;
    return run(argv, { stdin, stdout, stderr: terminal, environment: {}, onInterrupt });
  }

  it('that takes long shows its progress to the end of the file, and wipes it', async () => {
    const terminal = new FakeTerminal();
    expect(await runAt(terminal, [log], 600)).toBe(0);
    const shown = terminal.written;
    expect(shown.length).toBeGreaterThan(1);
    const size = combinedLines(4000).join('\n').length + 1;
    expect(shown.at(-2)).toContain(
      `${(size / 1000).toFixed(0)} kB of ${(size / 1000).toFixed(0)} kB, `,
    );
    expect(shown.at(-2)).toMatch(/ lines\/s, 0 s left$/);
    expect(shown.at(-1)).toBe(ERASE);
  });

  it('measures a compressed log by its size on disk', async () => {
    const packed = gzipSync(combinedLines(4000).join('\n'));
    const terminal = new FakeTerminal();
    await runAt(terminal, [files.file('access.log.gz', packed)], 600);
    expect(terminal.written[0]).toContain(` of ${(packed.length / 1000).toPrecision(3)} kB, `);
  });

  it('that fails wipes it too', async () => {
    const terminal = new FakeTerminal();
    const packed = gzipSync(combinedLines(4000).join('\n'));
    const argv = [log, files.file('cut.log.gz', packed.subarray(0, -100))];
    expect(await runAt(terminal, argv, 600)).toBe(2);
    expect(terminal.written.at(-2)).toBe(ERASE);
    expect(terminal.written.at(-1)).toMatch(
      /^culprit: .*cut\.log\.gz: its gzip data ends too early/,
    );
  });

  it('of inspect shows it as well', async () => {
    const terminal = new FakeTerminal();
    expect(await runAt(terminal, ['inspect', log], 600)).toBe(0);
    expect(terminal.written.at(-2)).toContain('reading ');
    expect(terminal.written.at(-1)).toBe(ERASE);
  });

  it.each([
    ['unless they go to the terminal', new FakeTerminal(), 0],
    ['where they go elsewhere', Object.assign(new FakeTerminal(), { isTTY: false }), 2],
  ])('of lines shows it %s', async (_, stdout, least) => {
    const terminal = new FakeTerminal();
    const window = { from: '2026-11-21T02:00:00+00:00', to: '2026-11-21T03:00:00+00:00' };
    const report = reportJson({ paths: [log], subject: { route: '/page1' }, window });
    const path = files.file('lines.json', report);
    const argv = ['lines', '--report', path, '--culprit', '1.1'];
    expect(await runAt(terminal, argv, 600, stdout)).toBe(0);
    expect(stdout.written.length).toBeGreaterThan(0);
    if (least === 0) expect(terminal.written).toEqual([]);
    else expect(terminal.written.length).toBeGreaterThanOrEqual(least);
  });

  it.each([
    ['with --quiet', [log, '--quiet'], new FakeTerminal(), 600],
    ['of less than a second', [log], new FakeTerminal(), 1],
    ['without a terminal', [log], Object.assign(new FakeTerminal(), { isTTY: false }), 600],
  ])('%s shows nothing', async (_, argv, terminal, stepMs) => {
    expect(await runAt(terminal, argv, stepMs)).toBe(0);
    expect(terminal.written).toEqual([]);
  });

  it('gives the report that it gives without', async () => {
    const { stdout } = await runCli([log]);
    const path = `${files.path}/report.md`;
    await runAt(new FakeTerminal(), [log, '-o', path], 600);
    expect(files.read('report.md')).toBe(stdout.toString());
  });
});
