import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../src/report/markdown.ts';
import { bytes, count, counted } from '../src/report/numbers.ts';
import type { Culprit, Incident, Report } from '../src/report/report.ts';
import { runCli } from './support/run-cli.ts';
import { TempFolder } from './support/temp-folder.ts';
import { Typed } from './support/typed.ts';

/** Captures of real servers, which lie beside the project where its makers work. */
const CAPTURES = '../shared/incidents/real';
const arePresent = existsSync(CAPTURES);
const typed = new Typed(new TempFolder());

/** What a stamp is of, and where a duration stands: microseconds at the end, or seconds behind `rt=`. */
type Stamps = 'start' | 'start, implied end' | 'end';

const captures: readonly (readonly [capture: string, log: string, stamps: Stamps])[] = [
  ['crawler-hanging-backend', 'access.log', 'start, implied end'],
  ['oversized-proxied-response', 'lighttpd-access.log', 'end'],
  ['client-aborts-thread-leak', 'access.log', 'end'],
  ['uwsgi-surge', 'access.log', 'end'],
  ['h2-upload-leak', 'access.log.gz', 'end'],
  ['workers-saturated', 'access.log', 'start'],
];

interface Line {
  readonly text: string;
  readonly client: string;
  readonly path: string;
  readonly status: number;
  readonly bytes: number;
  readonly agent: string;
  readonly startMs: number;
  readonly endMs: number;
}

const LINE =
  /^(?:\S+:\d+ )?(\S+) \S+ \S+ \[([^\]]+)\] "(?:\S+ ([^ ?"]*)[^"]*|[^"]*)" (\d+) (\S+) "[^"]*" "([^"]*)"(?:.* rt=([\d.]+)| (\d+)$)?/;

/** The log by a plain pattern, in the order of its lines. */
function linesOf(log: string, stamps: Stamps): readonly Line[] {
  const bytesOfLog = readFileSync(log);
  const text = (log.endsWith('.gz') ? gunzipSync(bytesOfLog) : bytesOfLog).toString('latin1');
  let newestMs = 0;
  return text.split('\n').flatMap((line) => {
    const [, client = '', stamp = '', path = '', status, sent, agent = '', seconds, micros] =
      LINE.exec(line) ?? [];
    if (status === undefined) return [];
    const stampMs = msOf(stamp);
    newestMs = Math.max(newestMs, stampMs);
    const tookMs = seconds === undefined ? Number(micros ?? 0) / 1000 : Number(seconds) * 1000;
    const impliedMs = newestMs - stampMs > 1000 ? newestMs : stampMs;
    const startMs = stamps === 'end' ? stampMs - tookMs : stampMs;
    const endMs = { end: stampMs, start: stampMs + tookMs, 'start, implied end': impliedMs }[
      stamps
    ];
    const known = { text: line, client, path, status: Number(status), agent, startMs, endMs };
    return [{ ...known, bytes: Number(sent) || 0 }];
  });
}

function msOf(stamp: string): number {
  const [, day, month, year, clock, zone] = /^(\d+)\/(\w+)\/(\d+):(\S+) (\S+)$/.exec(stamp) ?? [];
  return Date.parse(`${day} ${month} ${year} ${clock} ${zone}`);
}

/** The lines of the subject whose request was under way in the window. */
function own(lines: readonly Line[], { subject }: Culprit, { window }: Incident): readonly Line[] {
  const { route, client, network, agent, status, ...others } = subject;
  expect(Object.keys(others)).toEqual([]);
  const [fromMs, toMs] = [Date.parse(window.from), Date.parse(window.to)];
  return lines.filter(
    (line) =>
      line.path === (route ?? line.path) &&
      line.client === (client ?? line.client) &&
      (network === undefined || line.client.startsWith(network.replace(/0\/24$/, ''))) &&
      (agent === undefined || line.agent.includes(agent)) &&
      String(line.status) === (status ?? String(line.status)) &&
      line.endMs >= fromMs &&
      line.startMs < toMs,
  );
}

const ABORTED = new Set([0, 408, 444, 499]);

/** The commands that a page prints in their blocks, but for those that make the report. */
function commandsOf(page: string): readonly string[] {
  return [...page.matchAll(/```sh\n([^\n]+)\n```/g)].map(([, command = '']) => command);
}

const title = arePresent
  ? 'figures of captures'
  : `figures of captures (skipped: ${CAPTURES} is not here)`;

/** What the lines add up to: those that ended in the window, but for requests and clients. */
function figuresOf(found: readonly Line[], { window }: Incident) {
  const ended = found.filter(({ endMs }) => endMs < Date.parse(window.to));
  return {
    requests: found.length,
    clients: new Set(found.map(({ client }) => client)).size,
    bytes: ended.reduce((sum, line) => sum + line.bytes, 0),
    aborts: ended.filter(({ status }) => ABORTED.has(status)).length,
    errors: ended.filter(({ status }) => status >= 500).length,
  };
}

/** What the page must say of them. */
function phrasesOf({ requests, clients, bytes: sent, ...rest }: ReturnType<typeof figuresOf>) {
  return [
    `${counted(requests, 'request')} from ${counted(clients, 'client')}`,
    ...(sent > 0 ? [`${bytes(sent)} sent`] : []),
    ...(rest.aborts > 0 ? [`${count(rest.aborts)} aborted`] : []),
    ...(rest.errors > 0 ? [`${count(rest.errors)} failed`] : []),
  ].join(', ');
}

function checkLargest({ exemplars, cost }: Culprit, found: readonly Line[]): void {
  const [largest] = exemplars;
  if (cost === 'bytes-out' || cost === 'held-bytes') {
    expect(largest?.bytes).toBe(Math.max(...found.map((line) => line.bytes)));
  } else if (largest?.durationSeconds !== undefined) {
    const longestMs = Math.max(...found.map(({ startMs, endMs }) => endMs - startMs));
    expect(Math.abs(largest.durationSeconds - longestMs / 1000)).toBeLessThan(1);
  }
}

describe.skipIf(!arePresent)(title, () => {
  it.each(captures)(
    '%s: what is printed is what its lines add up to, and its commands print them',
    async (capture, name, stamps) => {
      const log = join(CAPTURES, capture, 'logs', name);
      const argv = [log, '-m', join(CAPTURES, capture, 'metrics/prometheus'), '--format', 'json'];
      const report = JSON.parse((await runCli(argv)).stdout.toString()) as Report;
      const page = renderMarkdown(report);
      const commands = commandsOf(page);
      const all = linesOf(log, stamps);
      const culprits = report.incidents.flatMap((incident) =>
        incident.culprits.map((culprit) => ({ incident, culprit })),
      );
      expect(commands).toHaveLength(culprits.length + 1);
      for (const { incident, culprit } of culprits) {
        const found = own(all, culprit, incident);
        const texts = found.map(({ text }) => text);
        const figures = figuresOf(found, incident);
        const { bytes: sent = 0, aborts = 0, errors = 0, requests, clients } = culprit;
        expect({ requests, clients, bytes: sent, aborts, errors }).toEqual(figures);
        expect(page.replace(/, [^,]* of worker time/g, '')).toContain(phrasesOf(figures));
        checkLargest(culprit, found);
        for (const { line } of culprit.exemplars) expect(texts).toContain(line);
        const command = commands.find((one) => one.endsWith(`--culprit ${culprit.id}`)) ?? '';
        expect(typed.run(command).toString('latin1').trimEnd().split('\n')).toEqual(texts);
      }
    },
    180_000,
  );

  it.each(
    [...captures, ['quiet', 'access.log'], ['background-hog', 'access.log']].map(
      ([capture = '', name = '']) => [capture, join(CAPTURES, capture, 'logs', name)] as const,
    ),
  )(
    '%s: what is printed to make the report again makes it again',
    (capture, log) => {
      const metrics = join(CAPTURES, capture, 'metrics/prometheus');
      const page = typed.run(`culprit ${log} -m ${metrics}`).toString();
      const command = commandsOf(page).at(-1) ?? '';
      expect(command).toBe(`culprit ${log} --metrics ${metrics}`);
      expect(typed.run(command).toString()).toBe(page);
    },
    180_000,
  );
});
