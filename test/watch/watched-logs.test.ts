import { describe, expect, it } from 'vitest';
import { compileFormat } from '../../parsers/compile-format.ts';
import { isMiss } from '../../parsers/contract.ts';
import { defaultLimits } from '../../src/rollup/limits.ts';
import { WatchedLogs } from '../../src/watch/watched-logs.ts';
import { combinedLine, START_MS } from '../support/made-log.ts';

const HOUR_MS = 3_600_000;

function watchedLogs(): WatchedLogs {
  const format = compileFormat('combined');
  if (isMiss(format)) throw new Error(format.reason);
  const always = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };
  return new WatchedLogs({
    format,
    zone: undefined,
    windowMs: HOUR_MS,
    configuredFor: () => [],
    expected: 1,
    requestsFrom: () => ({ names: {}, limits: defaultLimits, ...always }),
  });
}

/** Feeds one line for each time; returns what the window holds after each. */
function fed(
  times: readonly number[],
): readonly { readonly hours: number; readonly requests: number }[] {
  const logs = watchedLogs();
  const log = logs.log({ path: '-', host: undefined });
  let offset = 0;
  return times.map((timeMs) => {
    const line = Buffer.from(`${combinedLine({ timeMs })}\n`);
    log.take(line, 0, line.length, offset);
    offset += line.length;
    logs.advance(log);
    const rollup = logs.now().tiers[0]?.rollup;
    const { fromMs = 0, toMs = 0 } = rollup?.span ?? {};
    return { hours: (toMs - fromMs) / HOUR_MS, requests: rollup?.coverage.requests ?? 0 };
  });
}

describe('the window', () => {
  const every10Minutes = Array.from({ length: 100 }, (_, i) => START_MS + (i * HOUR_MS) / 6);

  it('holds at least its time, and never more than twice as much and a step', () => {
    const spans = fed(every10Minutes);
    for (const [at, { hours }] of spans.entries()) {
      expect(hours).toBeGreaterThanOrEqual(Math.min(1, at / 6) - 1e-9);
      expect(hours).toBeLessThanOrEqual(2.5);
    }
    expect(Math.max(...spans.map(({ requests }) => requests))).toBeLessThanOrEqual(16);
  });

  it('holds all as long as the log fits in', () => {
    expect(fed(every10Minutes.slice(0, 7)).at(-1)).toEqual({ hours: 1, requests: 7 });
  });

  it('is not emptied by one line of a broken clock', () => {
    const times = [START_MS, START_MS + 1000, Date.UTC(2099, 0), START_MS + 2000];
    expect(fed(times).at(-1)?.requests).toBe(4);
  });
});
