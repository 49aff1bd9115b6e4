import { execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_LINE_BYTES } from '../../src/ingest/lines.ts';
import type { Report } from '../../src/report/report.ts';
import { combinedLines } from '../support/made-log.ts';
import { type Outcome, runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
const lines = combinedLines(60);
const text = `${lines.join('\n')}\n`;

function reportOf({ status, stdout, stderr }: Outcome): Report {
  expect({ status, stderr: stderr.includes('bug') }).toEqual({ status: 0, stderr: false });
  return JSON.parse(stdout.toString()) as Report;
}

async function logOf(argv: readonly string[]): Promise<Report['inputs']['logs'][number]> {
  const [log] = reportOf(await runCli([...argv, '--format', 'json'])).inputs.logs;
  if (log === undefined) throw new Error('the report names no log');
  return log;
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

const long = 'x'.repeat(MAX_LINE_BYTES + 1);
const odd = Buffer.from('\xff\xfe GET \x00 /\n', 'latin1');

/** The bytes of a log, and what must become of them. */
const logs: readonly (readonly [string, Uint8Array, number, Readonly<Record<string, number>>])[] = [
  ['LF', Buffer.from(text), 60, {}],
  ['CR LF', Buffer.from(text.replaceAll('\n', '\r\n')), 60, {}],
  ['no final newline', Buffer.from(text.trimEnd()), 60, {}],
  ['empty lines', Buffer.from(`\n${text}\n\r\n`), 60, { 'empty line': 3 }],
  ['a line over the limit', Buffer.from(`${text}${long}\n${text}`), 120, { 'line over 64 KiB': 1 }],
  ['a last line over the limit', Buffer.from(`${text}${long}`), 60, { 'line over 64 KiB': 1 }],
  ['gzip', gzipSync(text), 60, {}],
  ['gzip of two members', Buffer.concat([gzipSync(text), gzipSync(text)]), 120, {}],
];

describe('every line is parsed or missed with a reason', () => {
  it.each(logs)('%s', async (name, bytes, parsed, missed) => {
    const log = await logOf([files.file(`${name}.log`, bytes)]);
    expect(log).toMatchObject({ parsed, missed, lines: parsed + sum(missed) });
  });

  it.each([
    ['NUL bytes', Buffer.from(text.replace('GET /page1', 'GET /pa\0e1'))],
    ['bytes that are no UTF-8', Buffer.concat([Buffer.from(text), odd, Buffer.from(text)])],
    ['text between', Buffer.from(text.replaceAll('"GET /page3', 'GET" /page3'))],
  ])('%s', async (name, bytes) => {
    const log = await logOf([files.file(`${name}.log`, bytes)]);
    expect(log.lines).toBe(bytes.toString('latin1').trimEnd().split('\n').length);
    expect(log.parsed + sum(log.missed)).toBe(log.lines);
    expect(log.parsed).toBeGreaterThanOrEqual(48);
  });

  it('and the bytes of the log are counted, inflated, line ends included', async () => {
    expect((await logOf([files.file('a.log', text)])).bytes).toBe(text.length);
    expect((await logOf([files.file('a.gz', gzipSync(text))])).bytes).toBe(text.length);
    expect((await logOf([files.file('b.log', text.trimEnd())])).bytes).toBe(text.length - 1);
  });

  it('of a named pipe as of a file', async () => {
    const path = join(files.path, 'fifo');
    execFileSync('mkfifo', [path]);
    const log = logOf([path]);
    createWriteStream(path).end(text);
    expect(await log).toMatchObject({ path, lines: 60, parsed: 60, bytes: text.length });
  });

  it('of all logs in a folder, and what is none is named in the report', async () => {
    files.file('farm/a.log', text);
    files.file('farm/deep/b.log.gz', gzipSync(text));
    files.file('farm/error.log', '[Sat Nov 21 02:30:40 2026] [core:notice] started\n');
    files.file('farm/short.gz', gzipSync(text).subarray(0, 100));
    const report = reportOf(await runCli([join(files.path, 'farm'), '--format', 'json']));
    expect(report.inputs.logs.map(({ path, parsed }) => [path, parsed])).toEqual([
      [join(files.path, 'farm/a.log'), 60],
      [join(files.path, 'farm/deep/b.log.gz'), 60],
    ]);
    expect(report.limits.find(({ code }) => code === 'files-skipped')?.text).toContain('2 files');
  });
});

describe('misses', () => {
  const bad = (count: number): string => {
    const good = combinedLines(100 - count);
    return `${[...good, ...Array<string>(count).fill('no request')].join('\n')}\n`;
  };

  it('of up to 5 % of the lines are not spoken of', async () => {
    expect((await runCli([files.file('few.log', bad(5))])).stderr).toBe('');
  });

  it('of more are warned of, with the reason', async () => {
    const path = files.file('many.log', bad(6));
    const { status, stderr } = await runCli([path]);
    expect(stderr).toMatch(
      /^culprit: 6 of 100 lines of .*many.log could not be read as combined, 6 of them: .+\n$/,
    );
    expect(status).toBe(0);
    expect((await runCli([path, '--quiet'])).stderr).toBe('');
  });
});

describe('any bytes', () => {
  const line = fc.constantFrom(...combinedLines(5), 'no request', '\0', '\xff"[', '');
  const manyLines = fc
    .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n', '\r'))
    .map(([some, end]) => Buffer.from(some.join(end), 'latin1'));
  const bytes = fc.oneof(manyLines, fc.uint8Array({ maxLength: 300 }));

  it('given as a log end in a report or one line of error', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        const { status, stdout, stderr } = await runCli([], { stdin: [content] });
        const failed = /^culprit: [^\n]+; [^\n]+\n$/.test(stderr) && stdout.length === 0;
        expect(status === 0 ? stdout.length > 0 : status === 2 && failed).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('given as metrics end in a report or one line of error', async () => {
    const log = files.file('sound.log', `${lines.join('\n')}\n`);
    const heads = fc.constantFrom('', 'RRD\0', '{"status":"success","data":', '\x1f\x8b');
    await fc.assert(
      fc.asyncProperty(heads, fc.uint8Array({ maxLength: 200 }), async (head, rest) => {
        const content = Buffer.concat([Buffer.from(head, 'latin1'), rest]);
        const { status, stderr } = await runCli([log, '-m', files.file('metrics', content)]);
        expect(stderr).toMatch(/^culprit: [^\n]+; [^\n]+\n$/);
        expect(status).toBe(2);
      }),
      { numRuns: 60 },
    );
  });

  it('give the same report however they are cut', async () => {
    const whole = Buffer.from(`${combinedLines(40).join('\r\n')}\nno request\n${lines.join('\n')}`);
    const expected = await runCli(['--format', 'json'], { stdin: [whole] });
    const cuts = fc.array(fc.nat(whole.length), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(cuts, async (at) => {
        const ends = [0, ...at.sort((a, b) => a - b), whole.length];
        const stdin = ends.slice(1).map((end, i) => whole.subarray(ends[i], end));
        const cut = await runCli(['--format', 'json'], { stdin });
        expect(cut.stdout.toString()).toBe(expected.stdout.toString());
      }),
      { numRuns: 40 },
    );
  });
});
