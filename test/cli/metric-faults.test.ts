import { describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { noise } from '../support/series.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
const startMs = Date.UTC(2026, 10, 21, 2);
const SECONDS = 2 * 3600;
const STEP_SECONDS = 15;

/** Requests per second, different in every 20 s. */
function traffic(): readonly number[] {
  const next = noise(5);
  let level = 2;
  return Array.from({ length: SECONDS }, (_, second) => {
    if (second % 20 === 0) level = 2 + 2 * next();
    return Math.max(0, Math.round(level));
  });
}

const requests = traffic();
const log = files.file('access.log', requests.flatMap(linesOf).join(''));

function linesOf(count: number, second: number): readonly string[] {
  const clock = new Date(startMs + second * 1000).toISOString().slice(11, 19);
  const line = `192.0.2.1 - - [21/Nov/2026:${clock} +0000] "GET /a HTTP/1.1" 200 1000\n`;
  return Array<string>(count).fill(line);
}

type Sample = readonly [number, number];

/** What the server counted, as Prometheus answers. */
function counted(change: (samples: readonly Sample[]) => readonly Sample[]): string {
  const samples: Sample[] = [];
  let total = 5000;
  for (const [second, count] of requests.entries()) {
    if (second % STEP_SECONDS === 0) samples.push([startMs / 1000 + second, total]);
    total += count;
  }
  const values = change(samples).map(([time, value]) => [time, String(value)]);
  const metric = { __name__: 'apache_accesses_total', instance: 'web1:9117' };
  const result = [{ metric, values }];
  return JSON.stringify({
    status: 'success',
    warnings: ['something is odd'],
    data: { resultType: 'matrix', result },
  });
}

async function limits(change: (samples: readonly Sample[]) => readonly Sample[]) {
  const metrics = files.file('metrics.json', counted(change));
  const { stdout } = await runCli([log, '-m', metrics, '--format', 'json']);
  const report = JSON.parse(stdout.toString()) as { limits: { code: string; text: string }[] };
  return new Map(report.limits.map(({ code, text }) => [code, text]));
}

const later = (seconds: number) => (samples: readonly Sample[]) =>
  samples.map(([time, value]) => [time + seconds, value] as const);

describe('metrics that are not as they should be', () => {
  it('are let be where they are', async () => {
    const found = await limits((samples) => samples);
    expect([...found.keys()].filter((code) => /clock|hole|reset/.test(code))).toEqual([]);
  });

  it.each([
    [3600, 'The metrics of web1 run about 1 h behind'],
    [-3600, 'The metrics of web1 run about 1 h ahead of'],
    [180, 'The metrics of web1 run about 3 min behind'],
  ])('are moved when they are %i s off', async (seconds, text) => {
    const found = await limits(later(-seconds));
    expect(found.get('clock-offset')).toContain(text);
  });

  it('are told to lie elsewhere where no offset explains it', async () => {
    const found = await limits(later(3 * 86_400));
    expect(found.get('no-overlap')).toContain(
      'the logs cover 2026-11-21 02:00:00 to 03:59:59 +00:00, the metrics 2026-11-24 02:00:15 to',
    );
  });

  it('are told to have begun again', async () => {
    const found = await limits((samples) =>
      samples.map(
        ([time, value], at) => [time, at < 200 ? value : value - (samples[200]?.[1] ?? 0)] as const,
      ),
    );
    expect(found.get('counter-reset')).toMatch(
      /apache_accesses_total of web1 before 2026-11-21 02:50:00 \+00:00/,
    );
  });

  it.each<[string, (samples: readonly Sample[]) => readonly Sample[]]>([
    ['no samples', (samples) => samples.filter((_, at) => at < 100 || at > 140)],
    [
      'stale markers',
      (samples) =>
        samples.map(
          ([time, value], at) => [time, at < 100 || at > 140 ? value : Number.NaN] as const,
        ),
    ],
  ])('are told to have a hole where there are %s', async (_, change) => {
    const found = await limits(change);
    expect(found.get('metrics-holes')).toMatch(
      /no samples 2026-11-21 02:24:45 to 02:35:\d\d \+00:00 \(1[01] min/,
    );
  });

  it('hand on what the API warned of', async () => {
    expect((await limits((samples) => samples)).get('metrics-note') ?? '').toContain(
      'something is odd',
    );
  });
});
