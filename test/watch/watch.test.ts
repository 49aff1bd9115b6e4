import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { MAX_PAST_MS } from '../../src/watch/watched-logs.ts';
import { combinedLine, combinedLines, oversizedIncident, START_MS } from '../support/made-log.ts';
import { type Outcome, runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
const samples = new URL('../../samples/', import.meta.url);

/** Bytes in pieces, as a pipe gives them. */
function pieces(bytes: Uint8Array, length: number): readonly Uint8Array[] {
  const count = Math.ceil(bytes.length / length);
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * length, (i + 1) * length));
}

async function watched(
  argv: readonly string[],
  bytes: Uint8Array,
  length = 64 * 1024,
): Promise<Outcome> {
  const outcome = await runCli(['watch', ...argv], { stdin: pieces(bytes, length) });
  expect(outcome).toMatchObject({ status: 0, stderr: '' });
  return outcome;
}

const { log, metrics } = oversizedIncident();
const metricFile = files.file('memory.json', metrics);

describe('the last report of a watch', () => {
  it.each([
    ['crawler-hanging-backend', 'access.log.gz'],
    ['background-hog', 'access.log.gz'],
    ['oversized-proxied-response', 'lighttpd-access.log.gz'],
  ])('of %s is that of a batch run', async (sample, name) => {
    const folder = new URL(`${sample}/`, samples).pathname;
    const bytes = gunzipSync(readFileSync(`${folder}${name}`));
    for (const extension of ['md', 'json']) {
      // A report names its pictures by its own name.
      const batch = `${files.folder('batch')}/report.${extension}`;
      const live = `${files.folder('live')}/report.${extension}`;
      const argv = ['-m', `${folder}metrics`, '--quiet', '-o'];
      await runCli([...argv, batch], { stdin: [bytes] });
      await watched([...argv, live], bytes);
      expect(readFileSync(live, 'utf8')).toBe(readFileSync(batch, 'utf8'));
    }
  });

  it.each([
    ['journalctl -f', (line: string) => `Nov 21 02:00:00 web1 nginx[77]: ${line}`],
    ['docker compose logs -f', (line: string) => `web-1  | ${line}`],
    ['docker logs -ft', (line: string) => `2026-11-21T02:00:00.000000000Z ${line}`],
  ])('of lines as %s prints them is that of a batch run', async (_, prefixed) => {
    const text = log.trimEnd().split('\n').map(prefixed).join('\n');
    const bytes = Buffer.from(`${text}\n`);
    const batch = await runCli(['-m', metricFile], { stdin: [bytes] });
    expect(batch.status).toBe(0);
    const live = await watched(['-m', metricFile], bytes);
    expect(live.stdout.toString().endsWith(batch.stdout.toString())).toBe(true);
  });

  it('of what tail -F prints of several files has a log for each', async () => {
    const lines = combinedLines(3000);
    const part = (from: number, to: number): string => lines.slice(from, to).join('\n');
    const text = `==> a.log <==\n${part(0, 1000)}\n\n==> b.log <==\n${part(1000, 1800)}\n\n==> a.log <==\n${part(1800, 3000)}\n`;
    const { stdout } = await watched(['--json'], Buffer.from(text), 4096);
    const { report } = JSON.parse(lastLine({ stdout })) as { report: Report };
    expect(report.inputs.logs.map(({ path, lines: count }) => [path, count])).toEqual([
      ['a.log', 2200],
      ['b.log', 800],
    ]);
  });

  it('is the same however the lines arrive', async () => {
    const one = await watched(['-m', metricFile, '--json'], Buffer.from(log));
    const other = await watched(['-m', metricFile, '--json'], Buffer.from(log), 777);
    expect(lastLine(other)).toBe(lastLine(one));
  });

  it('stands behind the events on stdout, without a file for it', async () => {
    const batch = await runCli(['-m', metricFile], { stdin: [Buffer.from(log)] });
    const live = await watched(['-m', metricFile], Buffer.from(log));
    expect(live.stdout.toString().endsWith(batch.stdout.toString())).toBe(true);
    expect(live.stdout.toString()).toMatch(
      /^## 2026-11-21 .*: incident 1 began, (?:culprit|suspect) /,
    );
  });

  it('of a log without an incident is all that there is', async () => {
    const quiet = Buffer.from(`${combinedLines(2000).join('\n')}\n`);
    const batch = await runCli([], { stdin: [quiet] });
    expect((await watched([], quiet)).stdout.toString()).toBe(batch.stdout.toString());
  });
});

describe('a pipe longer than the window', () => {
  const incident = log.trimEnd();
  const later = combinedLines(5 * 3600, START_MS + 900_000).join('\n');
  const long = Buffer.from(`${incident}\n${later}\n`);

  it('is told as a whole in the end, as a batch run does it', async () => {
    const batch = await runCli(['-m', metricFile], { stdin: [long] });
    expect(batch.stdout.toString()).toContain('203.0.113.9');
    const live = await watched(['-m', metricFile, '--window', '1h'], long);
    expect(live.stdout.toString().endsWith(batch.stdout.toString())).toBe(true);
  });

  it('is looked at from the window on where that is days ago, and the report says so', async () => {
    const everyMs = 10_000;
    const count = (MAX_PAST_MS + 12 * 3_600_000) / everyMs;
    const days = Array.from({ length: count }, (_, i) => {
      return combinedLine({ timeMs: START_MS + i * everyMs, client: `192.0.2.${i % 7}` });
    });
    const { stdout } = await watched(
      ['--window', '1h', '--json'],
      Buffer.from(`${days.join('\n')}\n`),
      4096,
    );
    const { report } = JSON.parse(lastLine({ stdout })) as { report: Report };
    expect(report.limits.map(({ code }) => code)).toContain('watch-window');
    expect(report.inputs.logs[0]).toMatchObject({ lines: count, parsed: count });
  });
});

describe('events', () => {
  it('come as lines of JSON, in their order', async () => {
    const { stdout } = await watched(['-m', metricFile, '--json'], Buffer.from(log), 4096);
    const events = stdout
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.map(({ event }) => event)).toEqual([
      'incident-began',
      'incident-ended',
      'report',
    ]);
    expect(events[0]).toMatchObject({
      schema: 'culprit/event@1',
      id: '1',
      incident: { id: '1', culprits: [{ id: '1.1', subject: { client: '203.0.113.9' } }] },
    });
  });
});

describe('the options of a watch', () => {
  it.each([
    [['--window', '5m'], '--window 5m is no length of time from 10 minutes to 31 days'],
    [['--window', 'long'], '--window long is no length of time'],
    [['access.log.gz'], 'access.log.gz is compressed, and nothing is written to it any more'],
    [['-m', '/nowhere'], '/nowhere: there is no such file'],
  ])('%s are refused', async (argv, message) => {
    const outcome = await runCli(['watch', ...argv], { stdin: [Buffer.from(log)] });
    expect(outcome.status).toBe(2);
    expect(outcome.stderr).toContain(message);
  });

  it('an empty pipe is refused as in a batch run', async () => {
    const outcome = await runCli(['watch'], { stdin: [] });
    expect(outcome).toMatchObject({ status: 2 });
    expect(outcome.stderr).toContain('standard input is empty');
  });
});

function lastLine({ stdout }: Pick<Outcome, 'stdout'>): string {
  return stdout.toString().trimEnd().split('\n').at(-1) ?? '';
}
