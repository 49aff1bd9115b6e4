import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';

const captures = '../shared/incidents/real';
const isThere = existsSync(captures);
const title = isThere
  ? "Prometheus' replies written anew as CSV"
  : `Prometheus' replies written anew as CSV (skipped: ${captures} is not here)`;

type Samples = ReadonlyMap<number, string>;

/** Every range of a folder of replies, by the name that Grafana gives a series without a legend. */
function rangesOf(folder: string): ReadonlyMap<string, Samples> {
  const ranges = new Map<string, Samples>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const { data } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    if (data?.resultType !== 'matrix') continue;
    for (const { metric, values } of data.result) {
      const { __name__: name = file.slice(0, -'.json'.length), ...labels } = metric;
      const told = Object.entries(labels).map(
        ([label, value]) => `${label}=${JSON.stringify(value)}`,
      );
      ranges.set(`${name}{${told.join(', ')}}`, new Map(values));
    }
  }
  return ranges;
}

function timesOf(ranges: ReadonlyMap<string, Samples>): readonly number[] {
  const times = new Set([...ranges.values()].flatMap((samples) => [...samples.keys()]));
  return [...times].sort((a, b) => a - b);
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const iso = (seconds: number): string => new Date(Math.round(seconds * 1000)).toISOString();

/** As Grafana's panel inspector joins series by time. */
function joined(ranges: ReadonlyMap<string, Samples>): string {
  const rows = timesOf(ranges).map((time) => {
    const cells = [...ranges.values()].map((samples) => samples.get(time) ?? '');
    return [Math.round(time * 1000), ...cells].join(',');
  });
  return `${['Time', ...ranges.keys()].map(quoted).join(',')}\r\n${rows.join('\r\n')}\r\n`;
}

/** As Grafana exported series as rows for Excel, where a comma marks the decimals. */
function asRows(ranges: ReadonlyMap<string, Samples>): string {
  const rows = [...ranges].flatMap(([name, samples]) => {
    return [...samples].map(([time, value]) => {
      return `${quoted(name)};${quoted(iso(time))};${value.replace('.', ',')}`;
    });
  });
  return `sep=;\n"Series";"Time";"Value"\n${rows.join('\n')}\n`;
}

/** As Grafana exported series as columns; local times of a zone that stands nowhere. */
function inKolkata(ranges: ReadonlyMap<string, Samples>): string {
  const rows = timesOf(ranges).map((time) => {
    const local = iso(time + 5.5 * 3600)
      .replace('T', ' ')
      .replace('Z', '');
    return [local, ...[...ranges.values()].map((samples) => samples.get(time) ?? 'undefined')].join(
      ';',
    );
  });
  return `${['Time', ...ranges.keys()].join(';')}\n${rows.join('\n')}\n`;
}

const forms: readonly (readonly [string, typeof joined, readonly string[]])[] = [
  ['joined by time', joined, []],
  ['as rows, with decimal commas', asRows, []],
  ['as columns, in the local time of --tz', inKolkata, ['--tz', 'Asia/Kolkata']],
];
const logs = [
  ['oversized-proxied-response', 'lighttpd-access.log'],
  ['client-aborts-thread-leak', 'access.log'],
] as const;
const cases = logs.flatMap(([capture, log]) =>
  forms.map((form) => [capture, ...form, log] as const),
);

describe.skipIf(!isThere)(title, () => {
  const folder = new TempFolder();

  async function incidentsOf(argv: readonly string[]): Promise<Report['incidents']> {
    const { status, stdout, stderr } = await runCli([...argv, '--format', 'json']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return (JSON.parse(stdout.toString()) as Report).incidents;
  }

  it.each(cases)('%s %s tell the same incident', async (capture, _, write, options, log) => {
    const replies = join(captures, capture, 'metrics/prometheus');
    const table = folder.file(`${capture}.csv`, write(rangesOf(replies)));
    const logFile = join(captures, capture, 'logs', log);
    const expected = await incidentsOf([logFile, '-m', replies]);
    expect(expected.length).toBeGreaterThan(0);
    expect(await incidentsOf([logFile, '-m', table, ...options])).toEqual(expected);
  });

  it('inspect shows what the table holds', async () => {
    const replies = join(captures, 'quiet/metrics/prometheus');
    const table = folder.file('quiet.csv', inKolkata(rangesOf(replies)));
    const { status, stdout } = await runCli(['inspect', table]);
    expect(status).toBe(0);
    const text = stdout.toString();
    expect(text).toContain('note: no zone: its times are taken as UTC');
    expect(text).toMatch(/memory used \(.*\) of web1: memory, bytes, more is worse/);
  });
});
