import { utimesSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
const START_MS = Date.UTC(2026, 10, 21, 9);
const HOUR = 3_600_000;

async function reportOf(argv: readonly string[], stdin?: string): Promise<Report> {
  const piped = stdin === undefined ? {} : { stdin: [Buffer.from(stdin)] };
  const { status, stdout, stderr } = await runCli([...argv, '--format', 'json'], piped);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout.toString()) as Report;
}

function limitOf(report: Report, code: string): Report['limits'][number] | undefined {
  return report.limits.find((limit) => limit.code === code);
}

/** `Sat Nov 21 09:00:00 2026` */
function ctime(timeMs: number): string {
  const [day, date, month, year, clock] = new Date(timeMs)
    .toUTCString()
    .replace(',', '')
    .split(' ');
  return `${day} ${month} ${date} ${clock} ${year}`;
}

function uwsgiLine(timeMs: number, at: number): string {
  return (
    `[pid: 41|app: 0|req: ${at}/${at}] 192.0.2.7 () {34 vars in 576 bytes} [${ctime(timeMs)}] ` +
    'GET / => generated 5 bytes in 46 msecs (HTTP/1.1 200) 2 headers in 82 bytes (1 switches on core 1)\n'
  );
}

describe('a log without zones whose clock falls back', () => {
  const clock = (at: number): number => START_MS + at * 2000 - (at < 300 ? 0 : 3 * HOUR);
  const text = Array.from({ length: 600 }, (_, at) => uwsgiLine(clock(at), at)).join('');
  const log = files.file('uwsgi.log', text);

  it('is read as if time had gone on, and told', async () => {
    const report = await reportOf([log, '--tz', '+03:00']);
    expect(report.inputs.logs[0]).toMatchObject({
      parsed: 600,
      from: '2026-11-21T09:00:00+03:00',
      to: '2026-11-21T09:19:58.046+03:00',
    });
    const limit = limitOf(report, 'zone-jump');
    expect(limit?.text).toContain('3 h from 2026-11-21 09:09:58 to 2026-11-21 06:10:00');
    expect(limit?.remedy).toContain('--tz +03:00');
  });

  it('reads the same through a pipe', async () => {
    const piped = await reportOf(['--tz', '+03:00'], text);
    const [{ from, to } = {}] = piped.inputs.logs;
    expect({ from, to }).toEqual({
      from: '2026-11-21T09:00:00+03:00',
      to: '2026-11-21T09:19:58.046+03:00',
    });
  });

  it('counts every line, also where it ends before the jump is sure', async () => {
    const short = text.split('\n').slice(0, 305).join('\n');
    const report = await reportOf([files.file('short.log', short)]);
    expect(report.inputs.logs[0]).toMatchObject({ lines: 305, parsed: 305 });
    expect(limitOf(report, 'zone-jump')).toBeUndefined();
  });
});

it('times without a zone go through the hour that comes twice, and tell of that left out', async () => {
  const night = (fromMs: number): string =>
    Array.from({ length: 90 }, (_, at) => uwsgiLine(fromMs + at * 60_000, at)).join('');
  // 02:00 to 02:59 twice, of summer and of winter.
  const autumn = night(Date.UTC(2026, 9, 25, 1, 30)) + night(Date.UTC(2026, 9, 25, 2));
  const twice = await reportOf([files.file('autumn.log', autumn), '--tz', 'Europe/Paris']);
  expect(twice.inputs.logs[0]).toMatchObject({
    from: '2026-10-25T01:30:00+02:00',
    to: '2026-10-25T04:29:00.046+02:00',
  });
  expect(limitOf(twice, 'zone-jump')).toBeUndefined();
  const spring = files.file('spring.log', night(Date.UTC(2026, 2, 29, 1, 30)));
  const never = await reportOf([spring, '--tz', 'Europe/Paris']);
  expect(limitOf(never, 'times-in-gap')?.text).toMatch(/^60 lines of .*spring.log have times/);
});

it('a log of several zones says so', async () => {
  const line = (hour: number, zone: string): string =>
    `192.0.2.7 - - [25/Oct/2026:${hour}:10:00 ${zone}] "GET / HTTP/1.1" 200 5 "-" "curl"\n`;
  const text = `${line(12, '+0200').repeat(3)}${line(12, '+0100').repeat(2)}`;
  const report = await reportOf([files.file('zones.log', text)]);
  expect(limitOf(report, 'several-zones')?.text).toContain(
    '2 zones: +02:00 (3 lines), +01:00 (2 lines)',
  );
});

describe('a log whose times are ends by their order, where its format says starts', () => {
  const FORMAT = '%h %l %u %t "%r" %>s %b %D';
  const requests = Array.from({ length: 900 }, (_, at) => ({
    startMs: START_MS + at * 500,
    durationMs: at % 9 === 0 ? 4000 + (at % 7) * 3000 : 30,
  })).sort((a, b) => a.startMs + a.durationMs - b.startMs - b.durationMs);
  const text = (crossingMs: number): string =>
    requests
      .map(({ startMs, durationMs }, at) => {
        const endMs = startMs + durationMs - (at % 50 === 0 ? crossingMs : 0);
        const clock = new Date(endMs).toISOString().slice(11, 19);
        return `192.0.2.7 - - [21/Nov/2026:${clock} +0000] "GET / HTTP/1.1" 200 5 ${durationMs * 1000}\n`;
      })
      .join('');

  it('is read by its order, and told', async () => {
    const log = files.file('ends.log', text(1500));
    const report = await reportOf([log, '-f', FORMAT]);
    expect(report.inputs.logs[0]).toMatchObject({ parsed: 900, stamps: 'end' });
    expect(limitOf(report, 'stamps-doubted')?.text).toContain('They were read as ends.');
    expect(Date.parse(report.inputs.logs[0]?.from ?? '')).toBeLessThan(START_MS);
  });

  it('is read by its format where sorting could have made the order', async () => {
    const report = await reportOf([files.file('sorted.log', text(0)), '-f', FORMAT]);
    expect(report.inputs.logs[0]).not.toHaveProperty('stamps');
    expect(limitOf(report, 'stamps-doubted')?.text).toContain('a log that somebody sorted');
  });

  it('is read by its format through a pipe', async () => {
    const report = await reportOf(['-f', FORMAT], text(1500));
    expect(report.inputs.logs[0]).not.toHaveProperty('stamps');
    expect(limitOf(report, 'stamps-doubted')?.remedy).toBe('name the log as a file');
  });
});

describe('a log in which only syslog writes the time, without its year', () => {
  const format = ['-f', 'syslog:apache:%h "%r" %>s %b', '--tz', '+01:00'];
  const line = (time: string): string => `${time} web1 httpd: 192.0.2.7 "GET / HTTP/1.1" 200 5\n`;
  const text = line('Dec 31 23:59:58') + line('Jan  1 00:00:02');

  it('takes it from when the file was last changed, across New Year', async () => {
    const log = files.file('syslog.log', text);
    const changed = new Date('2026-01-01T06:00:00Z');
    utimesSync(log, changed, changed);
    const report = await reportOf([log, ...format]);
    expect(report.inputs.logs[0]).toMatchObject({
      parsed: 2,
      from: '2025-12-31T23:59:58+01:00',
      to: '2026-01-01T00:00:02+01:00',
    });
    expect(limitOf(report, 'no-year')).toBeDefined();
  });

  it('cannot be read through a pipe, and says why', async () => {
    const { status, stderr } = await runCli(format, { stdin: [Buffer.from(text)] });
    expect(status).toBe(2);
    expect(stderr).toContain('time without its year');
  });
});
