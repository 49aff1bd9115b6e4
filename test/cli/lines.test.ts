import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli.ts';
import type { Incident, Report } from '../../src/report/report.ts';
import type { Subject } from '../../src/rollup/dimension.ts';
import { combinedLine, combinedLines, START_MS } from '../support/made-log.ts';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';
import { reportJson } from './made-reports.ts';

const files = new TempFolder();

async function linesOf(report: string, id: string, logs: readonly string[]): Promise<Buffer> {
  const argv = ['lines', '--report', report, '--culprit', id, ...logs];
  const { status, stdout, stderr } = await runCli(argv);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

const COMBINED = /^(\S+) \S+ \S+ \[([^\]]+)\] "(\S+) ([^ ?"]+)[^"]*" (\d+) \S+ "[^"]*" "([^"]*)/;

function stampMs(stamp: string): number {
  const [, day, month, year, clock, zone] = /^(\d+)\/(\w+)\/(\d+):(\S+) (\S+)$/.exec(stamp) ?? [];
  return Date.parse(`${day} ${month} ${year} ${clock} ${zone}`);
}

/**
 * What `grep` and a look at the clock give: lines of the subject whose request was under way in the window. The log has
 * no durations: a line that stands behind younger ones was written when they had come already.
 */
function grep(log: Buffer, subject: Subject, window: Incident['window']): string[] {
  const { route, client, agent, status, method, ...others } = subject;
  expect(Object.keys(others)).toEqual([]);
  const [fromMs, toMs] = [Date.parse(window.from), Date.parse(window.to)];
  let newestMs = 0;
  return log
    .toString('latin1')
    .split('\n')
    .filter((line) => {
      const [, host, stamp = '', verb, path, code, by] = COMBINED.exec(line) ?? [];
      const startMs = stampMs(stamp);
      // Lines without a request of this shape have no time here.
      if (Number.isFinite(startMs)) newestMs = Math.max(newestMs, startMs);
      const endMs = newestMs - startMs > 1000 ? newestMs : startMs;
      const isOfSubject =
        path === (route ?? path) &&
        host === (client ?? host) &&
        (agent === undefined || by?.includes(agent)) &&
        code === (status ?? code) &&
        verb === (method ?? verb);
      return isOfSubject && endMs >= fromMs && startMs < toMs;
    });
}

describe('the lines of a culprit', () => {
  it.each(['crawler-hanging-backend', 'oversized-proxied-response'])(
    'of samples/%s are those that grep finds, from the log packed or plain',
    async (sample) => {
      const folder = join('samples', sample);
      const name = readdirSync(folder).find((file) => file.endsWith('.log.gz')) ?? '';
      const packed = join(folder, name);
      const report = join(files.path, `${sample}.json`);
      await runCli([packed, '-m', join(folder, 'metrics'), '-o', report, '--quiet']);
      const { incidents } = JSON.parse(readFileSync(report, 'utf8')) as Report;
      const plain = files.file(
        `${sample}/${name.replace(/\.gz$/, '')}`,
        gunzipSync(readFileSync(packed)),
      );
      const found = incidents.flatMap((incident) =>
        incident.culprits.map((culprit) => ({ incident, culprit })),
      );
      expect(found.length).toBeGreaterThan(0);
      for (const { incident, culprit } of found) {
        const expected = grep(readFileSync(plain), culprit.subject, incident.window);
        const own = await linesOf(report, culprit.id, []);
        expect(culprit.requests).toBe(expected.length);
        expect(own.toString('latin1').trimEnd().split('\n')).toEqual(expected);
        expect(await linesOf(report, culprit.id, [packed])).toEqual(own);
        expect(await linesOf(report, culprit.id, [plain])).toEqual(own);
        expect(expected.length).toBeGreaterThan(0);
      }
    },
  );

  it('of a sample without a culprit are an error that says so', async () => {
    const folder = 'samples/background-hog';
    const report = join(files.path, 'background-hog.json');
    await runCli([`${folder}/access.log.gz`, '-m', `${folder}/metrics`, '-o', report, '--quiet']);
    const outcome = await runCli(['lines', '--report', report, '--culprit', '1.1']);
    expect(outcome).toMatchObject({
      status: 2,
      stderr: 'culprit: the report has no culprit 1.1; it names none\n',
    });
  });
});

const span = {
  from: new Date(START_MS + 20_000).toISOString(),
  to: new Date(START_MS + 40_000).toISOString(),
};
const odd = combinedLine({ client: '192.0.2.3', timeMs: START_MS + 30_000, agent: 'caf\xe9 \xff' });
const many = combinedLines(60);
const text = [
  ...many.slice(0, 30).map((line) => `${line}\r\n`),
  `${odd}\r\n`,
  'no request\n',
  ...many.slice(30, 59).map((line) => `${line}\n`),
  combinedLine({ client: '192.0.2.3', timeMs: START_MS + 39_000 }),
].join('');
const bytes = Buffer.from(text, 'latin1');

/** Byte for byte, but that the last line ends too. */
const expected = text
  .split(/(?<=\n)/)
  .filter((line) => {
    const clock = Number(/:00:(\d\d) /.exec(line)?.[1]);
    return line.startsWith('192.0.2.3 ') && clock >= 20 && clock < 40;
  })
  .map((line) => (line.endsWith('\n') ? line : `${line}\n`))
  .join('');

describe('lines are byte for byte those of the log', () => {
  const subject = { client: '192.0.2.3' };
  const log = files.file('odd.log', bytes);
  const packed = files.file('odd.log.gz', gzipSync(bytes));
  const report = files.file('odd.json', reportJson({ paths: [log], subject, window: span }));

  it.each([
    ['from the log of the report', []],
    ['from the log', [log]],
    ['from the packed log', [packed]],
  ])('%s: CR LF, bytes that are no UTF-8, an end without a line end', async (_, logs) => {
    expect((await linesOf(report, '1.1', logs)).toString('latin1')).toBe(expected);
    expect(expected).toContain('caf\xe9 \xff');
  });

  it('whatever stands before them in a log of unknown format', async () => {
    const paths = ['a.log', 'b.log'];
    const unknown = reportJson({ paths, subject, window: span, format: 'no such format' });
    const other = files.file('unknown.json', unknown);
    expect((await linesOf(other, '1.1', [log])).toString('latin1')).toBe(expected);
  });

  it('through a pipe', async () => {
    const argv = ['lines', '--report', report, '--culprit', '1.1', '-'];
    const { stdout } = await runCli(argv, { stdin: [bytes.subarray(0, 777), bytes.subarray(777)] });
    expect(stdout.toString('latin1')).toBe(expected);
  });
});

describe('a reader of the lines that is slow', () => {
  it('is waited for', async () => {
    const long = combinedLines(59).concat(Array<string>(20_000).fill(odd));
    const path = files.file('long.log', Buffer.from(`${long.join('\n')}\n`, 'latin1'));
    const report = reportJson({ paths: [path], subject: { client: '192.0.2.3' }, window: span });
    const slow = new SlowReader();
    const status = await run(
      ['lines', '--report', files.file('long.json', report), '--culprit', '1.1'],
      {
        stdin: process.stdin,
        stdout: slow,
        stderr: slow,
        environment: {},
        onInterrupt: () => () => undefined,
      },
    );
    expect(status).toBe(0);
    expect(slow.taken).toBeGreaterThan(20_000 * odd.length);
    expect(slow.mostWaiting).toBeLessThan(3 * 64 * 1024);
  });
});

/** Takes each write one turn of the event loop later, and notes how much waits. */
class SlowReader extends Writable {
  mostWaiting = 0;
  taken = 0;

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#take([chunk], done);
  }

  override _writev(writes: { chunk: Buffer }[], done: () => void): void {
    this.#take(
      writes.map(({ chunk }) => chunk),
      done,
    );
  }

  #take(chunks: readonly Buffer[], done: () => void): void {
    this.mostWaiting = Math.max(this.mostWaiting, this.writableLength);
    this.taken += chunks.reduce((sum, { length }) => sum + length, 0);
    setImmediate(done);
  }
}
