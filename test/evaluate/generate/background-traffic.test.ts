import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TempFolder } from '../../support/temp-folder.ts';
import { type BackgroundLog, type LoggedRequest, readBackground } from './background-log.ts';
import { backgroundTraffic } from './background-traffic.ts';
import { Draw } from './draw.ts';
import { NO_REQUEST } from './log-formats.ts';

const files = new TempFolder();

function logged(startMs: number, number: number): LoggedRequest {
  const texts = { client: '192.0.2.1', agent: '-', referer: '-', method: 'GET' };
  const target = `/page?number=${number}`;
  const answer = { status: 200, bytes: 100, durationSeconds: undefined };
  return { startMs, ...texts, target, route: '/page', ...answer };
}

const settings = fc.record({
  spanSeconds: fc.integer({ min: 600, max: 90_000 }),
  rate: fc.double({ min: 0.01, max: 2, noNaN: true }),
  dailySwing: fc.constantFrom(0, 0.3, 0.8),
  startHour: fc.integer({ min: 0, max: 23 }),
  peakHour: fc.integer({ min: 0, max: 23 }),
});

describe('the traffic of a real log', () => {
  it('is a stretch of it, in its order, within the span, and the same for the same seed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(3_600_000), { minLength: 20, maxLength: 200 }),
        settings.filter(({ rate, spanSeconds }) => rate * spanSeconds >= 2),
        fc.nat(),
        (times, given, seed) => {
          const requests = times.sort((a, b) => a - b).map(logged);
          const log: BackgroundLog = { name: 'made', requests };
          const traffic = backgroundTraffic(log, given, new Draw(seed));
          expect(backgroundTraffic(log, given, new Draw(seed))).toEqual(traffic);
          const targets = requests.map(({ target }) => target);
          const first = targets.indexOf(traffic[0]?.target ?? '');
          expect(traffic.map(({ target }) => target)).toEqual(
            targets.slice(first, first + traffic.length),
          );
          expect(traffic.length).toBe(
            Math.min(requests.length, Math.round(given.rate * given.spanSeconds)),
          );
          const ats = traffic.map(({ at }) => at);
          expect(ats).toEqual(ats.toSorted((a, b) => a - b));
          expect(ats[0]).toBeGreaterThanOrEqual(0);
          expect(ats.at(-1)).toBeLessThanOrEqual(given.spanSeconds);
        },
      ),
    );
  });

  it('keeps the durations of a log that has them', () => {
    const requests = Array.from({ length: 10 }, (_, i) => ({
      ...logged(i * 1000, i),
      durationSeconds: 30,
    }));
    const day = { spanSeconds: 100, rate: 1, dailySwing: 0, startHour: 0, peakHour: 0 };
    const traffic = backgroundTraffic({ name: 'made', requests }, day, new Draw(1));
    for (const { waitSeconds, cpuSeconds } of traffic) {
      expect(waitSeconds + cpuSeconds).toBeCloseTo(30);
    }
  });

  it('needs more than one request', () => {
    const day = { spanSeconds: 100, rate: 1, dailySwing: 0, startHour: 0, peakHour: 0 };
    const log = { name: 'one.log', requests: [logged(0, 1)] };
    expect(() => backgroundTraffic(log, day, new Draw(1))).toThrow(/one\.log has 1 requests/);
  });
});

it('reads a log of a server in the order of its starts', async () => {
  const path = join(files.folder('log'), 'access.log');
  const line = (second: string, rest: string): string =>
    `192.0.2.7 - - [05/May/2025:10:00:${second} +0000] ${rest}\n`;
  writeFileSync(
    path,
    line('01', '"GET /a?b=1 HTTP/1.1" 200 512 "https://example.org/" "a \\"quoted\\" agent"') +
      line('07', '"-" 408 0 "-" "-"') +
      line('04', '"POST /login HTTP/1.1" 302 20 "-" "curl/8.5.0"'),
  );
  const { name, requests } = await readBackground(path);
  expect(name).toBe('access.log');
  expect(
    requests.map(({ target, method, status, bytes, agent }) => [
      target,
      method,
      status,
      bytes,
      agent,
    ]),
  ).toEqual([
    ['/a?b=1', 'GET', 200, 512, 'a "quoted" agent'],
    ['/login', 'POST', 302, 20, 'curl/8.5.0'],
    [NO_REQUEST, 'GET', 408, 0, '-'],
  ]);
});
