import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Culprit, Incident, Report, Traffic } from '../../src/report/report.ts';
import { combinedLine, memoryReply, START_MS } from '../support/made-log.ts';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();

interface Made {
  readonly endS: number;
  readonly text: string;
}

/** Long, so that the log has many of the places that it can be read again from. */
const AGENT = `Mozilla/5.0 (${'long '.repeat(400)})`;

function made(startS: number, lastsS: number, facts: Parameters<typeof combinedLine>[0]): Made {
  const line = combinedLine({ agent: AGENT, ...facts, timeMs: START_MS + startS * 1000 });
  return { endS: startS + lastsS, text: `${line} ${Math.round(lastsS * 1e6)}` };
}

/**
 * Ordinary pages for an hour and, from minute 40 on, exports that fill the memory more and more; one had begun long before and another
 * ends long after, some are given up or fail, and larger ones than any come when all is over.
 */
const all: readonly Made[] = [
  ...Array.from({ length: 3600 }, (_, second) =>
    made(second, 0.2 + (second % 7) / 10, {
      timeMs: 0,
      client: `198.51.100.${second % 50}`,
      path: `/page${second % 4}`,
      bytes: 2000 + ((second * 7919) % 3000),
      status: second % 90 === 0 ? 500 : 200,
    }),
  ),
  ...Array.from({ length: 12 }, (_, at) =>
    exported(2400 + at * 20, at === 3 ? 1000 : 12.5, 8e8 + at * 1e6, at % 4 === 0 ? 499 : 200),
  ),
  exported(600, 1900, 7e8, 200),
  ...Array.from({ length: 6 }, (_, at) => exported(3400 + at, 1, 9e9, 200)),
].sort((a, b) => a.endS - b.endS);

function exported(startS: number, lastsS: number, bytes: number, status: number): Made {
  const client = `203.0.113.${startS % 3}`;
  return made(startS, lastsS, {
    timeMs: 0,
    client,
    path: `/export.php?n=${startS}`,
    bytes,
    status,
  });
}

const log = `${all.map(({ text }) => text).join('\n')}\n`;
const memory = Array.from({ length: 360 }, (_, i) => 4e8 + ((i * 7907) % 100) * 1e5);
for (let i = 240; i < 264; i++) memory[i] = 5e8 + (i - 239) * 3e7 + ((i * 131) % 50) * 1e6;
const metrics = files.file('memory.json', memoryReply(memory));

async function reportOn(logs: readonly string[], ...more: readonly string[]): Promise<Report> {
  const argv = [...logs, '-m', metrics, '--format', 'json', '--quiet', '--jobs', '1', ...more];
  const { stdout, stderr } = await runCli(argv);
  expect(stderr).toBe('');
  return JSON.parse(stdout.toString()) as Report;
}

async function linesOf(report: string, id: string, logs: readonly string[]): Promise<string[]> {
  const path = files.file('of-lines.json', report);
  const { stdout, stderr } = await runCli(['lines', '--report', path, '--culprit', id, ...logs]);
  expect(stderr).toBe('');
  return stdout.toString().split('\n').slice(0, -1);
}

interface Line {
  readonly client: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly bytes: number;
  readonly status: number;
  readonly text: string;
}

const LINE = /^(\S+) - - \[?([^\]"]+)\]? "[^"]*" (\d+) (\d+) .*" (\d+)$/;

function read(text: string): Line {
  const [, client = '', stamp = '', status, bytes, micros] = LINE.exec(text) ?? [];
  const [, day, month, year, clock] = /^(\d+)\/(\w+)\/(\d+):(\S+) \+0000$/.exec(stamp) ?? [];
  // Written without a zone they are Paris' winter time.
  const iso =
    day === undefined ? `${stamp.trim()} +0100` : `${day} ${month} ${year} ${clock} +0000`;
  const startMs = Date.parse(iso);
  const endMs = startMs + Number(micros) / 1000;
  return { client, startMs, endMs, bytes: Number(bytes), status: Number(status), text };
}

/** What lines tell of a window, by the plainest arithmetic. */
function traffic(texts: readonly string[], window: Incident['window']): Required<Traffic> {
  const [fromMs, toMs] = [Date.parse(window.from), Date.parse(window.to)];
  const lines = texts.map(read);
  const ended = lines.filter(({ endMs }) => endMs < toMs);
  const held = lines.map(({ startMs, endMs }) => Math.min(endMs, toMs) - Math.max(startMs, fromMs));
  return {
    requests: lines.length,
    bytes: ended.reduce((sum, { bytes }) => sum + bytes, 0),
    workerSeconds: Number((held.reduce((a, b) => a + b, 0) / 1000).toPrecision(4)),
    aborts: ended.filter(({ status }) => status === 499).length,
    errors: ended.filter(({ status }) => status === 500).length,
    clients: new Set(lines.map(({ client }) => client)).size,
  };
}

function told({ requests, bytes, workerSeconds, aborts, errors, clients }: Traffic): Traffic {
  return {
    requests,
    bytes: bytes ?? 0,
    workerSeconds: workerSeconds ?? 0,
    aborts: aborts ?? 0,
    errors: errors ?? 0,
    clients: clients ?? 0,
  };
}

function largest(texts: readonly string[], { cost }: Culprit): string[] {
  const bySize = cost === 'bytes-out' || cost === 'held-bytes';
  const rank = ({ bytes, startMs, endMs }: Line): number => (bySize ? bytes : endMs - startMs);
  const lines = texts.map(read).sort((a, b) => rank(b) - rank(a) || a.startMs - b.startMs);
  return lines.slice(0, 5).map(({ text }) => text);
}

const half = log.indexOf('\n', log.length / 2) + 1;
const zoneless = log.replace(
  /\[(\d+)\/Nov\/(\d+):(\d\d)(\S+) \+0000\]/g,
  (_, day, year, hour, rest) => {
    return `${year}-11-${day} ${String(Number(hour) + 1).padStart(2, '0')}${rest}`;
  },
);
const formats: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['a log', [files.file('access.log', log)], []],
  ['a packed log', [files.file('packed.log.gz', gzipSync(log))], []],
  ['a log in UTF-16', [files.file('utf16.log', Buffer.from(`\ufeff${log}`, 'utf16le'))], []],
  [
    'a rotated log',
    [files.file('r/a.log.1', log.slice(0, half)), files.file('r/a.log', log.slice(half))],
    [],
  ],
  ['a part of a log', [join(files.path, 'access.log')], ['--to', '2026-11-21T02:42:07']],
  [
    'a log whose times have no zone',
    [files.file('zoneless.log', zoneless)],
    [
      '--tz',
      'Europe/Paris',
      '-f',
      '%h %l %u %{%Y-%m-%d %H:%M:%S}t "%r" %>s %b "%{Referer}i" "%{User-Agent}i" %D',
    ],
  ],
];

describe.each(formats)('the figures of %s', (_, logs, more) => {
  it('are those of the lines that are printed', async () => {
    const report = await reportOn(logs, ...more);
    const found = report.incidents.filter(({ culprits }) => culprits.length > 0);
    expect(found.length).toBeGreaterThan(0);
    for (const incident of found) {
      expect(incident.countedBy).toBe('line');
      for (const culprit of incident.culprits) {
        const lines = await linesOf(JSON.stringify(report), culprit.id, []);
        expect(told(culprit)).toEqual(traffic(lines, incident.window));
        expect(culprit.exemplars.map(({ line }) => line)).toEqual(largest(lines, culprit));
        expect(lines.length).toBeGreaterThan(3);
      }
      const other = { ...report, incidents: [{ ...incident, culprits: [everybody(incident)] }] };
      const lines = await linesOf(JSON.stringify(other), 'all', []);
      expect(told(incident.traffic ?? { requests: 0 })).toEqual(traffic(lines, incident.window));
    }
  });
});

function everybody({ culprits: [first] }: Incident): Culprit {
  if (first === undefined) throw new Error('no culprit');
  return { ...first, id: 'all', subject: {} };
}

describe('a log that came through a pipe', () => {
  it('has figures by the bucket, and the report says so', async () => {
    const argv = ['-m', metrics, '--format', 'json', '--quiet'];
    const { stdout } = await runCli(argv, { stdin: [Buffer.from(log)] });
    const { incidents, limits } = JSON.parse(stdout.toString()) as Report;
    const [incident] = incidents.filter(({ culprits }) => culprits.length > 0);
    expect(incident?.countedBy).toBe('bucket');
    expect(incident?.traffic).not.toHaveProperty('clients');
    expect(limits.find(({ code }) => code === 'lines-not-counted')).toMatchObject({
      text: 'The figures of 1 incident are sums over buckets of 1 s, and not every largest request is shown: standard input cannot be read again.',
      remedy: 'name the log as a file',
    });
  });
});
