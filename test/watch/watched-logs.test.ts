import { describe, expect, it } from 'vitest';
import { compileFormat } from '../../parsers/compile-format.ts';
import { isMiss } from '../../parsers/contract.ts';
import { defaultLimits } from '../../src/rollup/limits.ts';
import { WatchedLogs } from '../../src/watch/watched-logs.ts';
import { combinedLine, START_MS } from '../support/made-log.ts';

const HOUR_MS = 3_600_000;

function watchedLogs(keepsPast = (): boolean => false): WatchedLogs {
  const format = compileFormat('combined');
  if (isMiss(format)) throw new Error(format.reason);
  const always = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };
  return new WatchedLogs({
    format,
    zone: undefined,
    windowMs: HOUR_MS,
    keepsPast,
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
  const feed = feeder(logs);
  return times.map((timeMs) => {
    feed(timeMs);
    const rollup = logs.now().tiers[0]?.rollup;
    const { fromMs = 0, toMs = 0 } = rollup?.span ?? {};
    return { hours: (toMs - fromMs) / HOUR_MS, requests: rollup?.coverage.requests ?? 0 };
  });
}

/** Gives the logs one line for each time. */
function feeder(logs: WatchedLogs): (timeMs: number) => void {
  const log = logs.log({ path: '-', host: undefined });
  let offset = 0;
  return (timeMs) => {
    const line = Buffer.from(`${combinedLine({ timeMs })}\n`);
    log.take(line, 0, line.length, offset);
    offset += line.length;
    logs.advance(log);
  };
}

const every10Minutes = Array.from({ length: 100 }, (_, i) => START_MS + (i * HOUR_MS) / 6);

describe('the window', () => {
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

describe('the end', () => {
  /** What is known in the end of 100 requests in 16 hours, where the past is kept as long as the answer is yes. */
  function endOf(keepsPast: () => boolean): { readonly requests: number; readonly fromMs: number } {
    const logs = watchedLogs(keepsPast);
    every10Minutes.forEach(feeder(logs));
    const { fromMs, tiers } = logs.end();
    return { requests: tiers[0]?.rollup.coverage.requests ?? 0, fromMs };
  }

  it('is of all where the past is kept', () => {
    expect(endOf(() => true)).toEqual({ requests: 100, fromMs: Number.NEGATIVE_INFINITY });
  });

  it('is of the window where it is not, or only for a while', () => {
    const windowMs = (every10Minutes.at(-1) ?? 0) - HOUR_MS;
    let asked = 0;
    for (const keepsPast of [() => false, () => asked++ < 20]) {
      const { requests, fromMs } = endOf(keepsPast);
      expect(requests).toBeLessThanOrEqual(16);
      expect(fromMs).toBe(windowMs);
    }
  });
});
