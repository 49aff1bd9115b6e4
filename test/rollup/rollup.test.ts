import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cost } from '../../src/rollup/cost.ts';
import { dimensionPairs, dimensions } from '../../src/rollup/dimension.ts';
import { bucketAt, type Grid } from '../../src/rollup/grid.ts';
import { defaultLimits, MAX_KEY_LENGTH, MAX_REQUEST_BYTES } from '../../src/rollup/limits.ts';
import type { Request } from '../../src/rollup/request.ts';
import { Rollup } from '../../src/rollup/rollup.ts';
import { anyLog, build, narrowGrid, noonMs, request } from './requests.ts';

/** What one request adds to each cost that is a sum, and where. */
const addedUp: Readonly<Record<string, (one: Request) => readonly [atMs: number, amount: number]>> =
  {
    requests: ({ startMs }) => [startMs, 1],
    ended: ({ endMs }) => [endMs, 1],
    'bytes-out': ({ endMs, bytesOut }) => [endMs, bytesOut ?? 0],
    'bytes-in': ({ endMs, bytesIn }) => [endMs, bytesIn ?? 0],
    aborts: ({ endMs, aborted }) => [endMs, aborted ? 1 : 0],
    errors: ({ endMs, failed }) => [endMs, failed ? 1 : 0],
  };

/** Microseconds that a request spends between two times. */
function microsInside(one: Request, fromMs: number, toMs: number): number {
  const [start, end] = [one.startMs, one.endMs].map((ms) => Math.round(ms * 1000));
  const inside = Math.min(end ?? 0, toMs * 1000) - Math.max(start ?? 0, fromMs * 1000);
  return one.durationKnown ? Math.max(0, inside) : 0;
}

/** A cost over the grid, told request by request and bucket by bucket. */
function slowActivity(log: readonly Request[], grid: Grid, cost: Cost | 'ended'): number[] {
  const column = Array.from({ length: grid.length }, () => 0);
  const amounts = addedUp[cost];
  if (amounts !== undefined) {
    for (const [atMs, amount] of log.map(amounts)) {
      const bucket = bucketAt(grid, atMs);
      column[bucket] = (column[bucket] ?? Number.NaN) + amount;
    }
    return column;
  }
  return column.map((_, bucket) => {
    const fromMs = grid.originMs + bucket * grid.widthMs;
    const spent = log.map((one) => {
      const inside = microsInside(one, fromMs, fromMs + grid.widthMs);
      return cost === 'in-flight' ? inside : inside * (one.bytesOut ?? 0);
    });
    return spent.reduce((all, one) => all + one, 0) / (grid.widthMs * 1000);
  });
}

/** May be above what a number holds exactly. */
function heldByteMs({ startMs, endMs, bytesOut }: Request): bigint {
  const [from, to] = [startMs, endMs].map((ms) => Math.floor(Math.round(ms * 1000) / 1000));
  return BigInt(bytesOut ?? 0) * BigInt((to ?? 0) - (from ?? 0));
}

function micros(one: Request): number {
  return Math.round(one.endMs * 1000) - Math.round(one.startMs * 1000);
}

function sum(values: readonly number[]): number {
  return values.reduce((all, one) => all + one, 0);
}

function slowSummary(log: readonly Request[]): unknown {
  const timed = log.filter(({ durationKnown }) => durationKnown);
  return {
    requests: log.length,
    bytesOut: sum(log.flatMap(({ bytesOut }) => bytesOut ?? [])),
    bytesIn: sum(log.flatMap(({ bytesIn }) => bytesIn ?? [])),
    workerMicroseconds: sum(timed.map(micros)),
    heldByteMs: Number(timed.reduce((all, one) => all + heldByteMs(one), 0n)),
    aborts: log.filter(({ aborted }) => aborted).length,
    errors: log.filter(({ failed }) => failed).length,
  };
}

function slowCoverage(log: readonly Request[]): unknown {
  return {
    requests: log.length,
    timed: log.filter(({ durationKnown }) => durationKnown).length,
    sized: log.flatMap(({ bytesOut }) => bytesOut ?? []).length,
    received: log.flatMap(({ bytesIn }) => bytesIn ?? []).length,
    firstStartUs: Math.min(...log.map(({ startMs }) => Math.round(startMs * 1000))),
    lastEndUs: Math.max(...log.map(({ endMs }) => Math.round(endMs * 1000))),
  };
}

const readable: readonly (Cost | 'ended')[] = [
  'requests',
  'ended',
  'bytes-out',
  'bytes-in',
  'in-flight',
  'held-bytes',
  'aborts',
  'errors',
];

function expectSlowAnswer(log: readonly Request[], rollup: Rollup): void {
  const { grid } = rollup;
  if (log.length > 0) expect(rollup.coverage).toEqual(slowCoverage(log));
  for (const slice of [rollup.allTraffic(), ...rollup.slices()]) {
    const members = log.filter((one) =>
      slice.dimensions.every((name) => one.dimensions[name] === slice.subject[name]),
    );
    const { largestByBytes: _bytes, longest: _longest, ...summary } = slice.summary;
    expect(summary).toEqual(slowSummary(members));
    for (const cost of readable) {
      const fast =
        cost === 'ended'
          ? rollup.activity(slice, 'requests', 'end')
          : rollup.activity(slice, cost, 'start');
      expectClose(fast, slowActivity(members, grid, cost), slackOf(cost, members, grid));
    }
  }
}

/** Held bytes are told to the millisecond: at most one at each end of a request. All else is exact. */
function slackOf(cost: Cost | 'ended', members: readonly Request[], grid: Grid): number {
  if (cost !== 'held-bytes') return 0;
  return sum(members.map(({ bytesOut }) => bytesOut ?? 0)) / grid.widthMs + 1e-5;
}

function expectClose(fast: Float64Array, slow: readonly number[], slack: number): void {
  expect(fast.length).toBe(slow.length);
  const worst = slow.reduce((all, one, at) => Math.max(all, Math.abs(one - (fast[at] ?? 0))), 0);
  expect(worst).toBeLessThanOrEqual(slack);
}

function expectedSubjects(log: readonly Request[]): Set<string> {
  const groupings = [...dimensions.map((name) => [name]), ...dimensionPairs];
  const subjects = new Set<string>();
  for (const names of groupings) {
    for (const one of log) {
      const values = names.map((name) => one.dimensions[name]);
      if (values.includes(undefined)) continue;
      subjects.add(JSON.stringify(Object.fromEntries(names.map((name, at) => [name, values[at]]))));
    }
  }
  return subjects;
}

describe('what is read from a rollup', () => {
  it.each([
    { name: 'fine', limits: { ...defaultLimits, maxBuckets: 400 } },
    { name: 'coarse', limits: narrowGrid },
  ])('is the slow exact answer for every slice, cost and summary, $name grid', ({ limits }) => {
    fc.assert(
      fc.property(
        fc.array(
          anyLog.filter((log) => log.length > 0),
          { minLength: 1, maxLength: 2 },
        ),
        (logs) => {
          const log = logs.flat();
          expectSlowAnswer(log, build(log, limits));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('has a slice for each value and pair of values that requests carry, and no other', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const subjects = build(log)
          .slices()
          .map(({ subject }) => JSON.stringify(subject));
        expect(new Set(subjects)).toEqual(expectedSubjects(log));
        expect(subjects.length).toBe(new Set(subjects).size);
      }),
      { numRuns: 40 },
    );
  });

  it.each<{ name: string; facts: Partial<Request>; inFlight: readonly number[] }>([
    { name: 'no duration at all', facts: {}, inFlight: [0] },
    {
      name: 'a duration that is not known',
      facts: { startMs: noonMs, endMs: noonMs, durationKnown: false },
      inFlight: [0],
    },
    {
      name: 'a part of one bucket',
      facts: { startMs: noonMs + 250, endMs: noonMs + 750 },
      inFlight: [0.5],
    },
    {
      name: 'an end on the edge of a bucket',
      facts: { startMs: noonMs + 500, endMs: noonMs + 1000 },
      inFlight: [0.5, 0],
    },
    {
      name: 'parts of the first and last bucket',
      facts: { startMs: noonMs - 250, endMs: noonMs + 2125 },
      inFlight: [0.25, 1, 1, 0.125],
    },
    {
      name: 'a start after the end, which is taken as equal',
      facts: { startMs: noonMs + 5000, endMs: noonMs },
      inFlight: [0],
    },
  ])('spreads a request over the time in flight: $name', ({ facts, inFlight }) => {
    const rollup = build([request({ ...facts, bytesOut: 1000 })]);
    expect(Array.from(rollup.total('in-flight'))).toEqual(inFlight);
    expect(Array.from(rollup.total('held-bytes'))).toEqual(inFlight.map((mean) => mean * 1000));
  });

  it('is empty without requests', () => {
    const rollup = new Rollup();
    expect(rollup.grid.length).toBe(0);
    expect(rollup.span).toBeUndefined();
    expect(rollup.slices()).toEqual([]);
    expect(rollup.total('in-flight')).toEqual(new Float64Array(0));
    expect(rollup.hasDurations).toBe(false);
    expect(rollup.coverage.requests).toBe(0);
  });

  it('orders slices by dimensions, then by keys', () => {
    const of = (route: string, client: string) => request({ dimensions: { client, route } });
    const subjects = build([of('/b', 'x'), of('/a', 'y'), of('/a', 'x')])
      .slices()
      .map(({ subject }) => Object.values(subject).join(' '));
    expect(subjects).toEqual(['/a', '/b', 'x', 'y', '/a x', '/a y', '/b x']);
  });

  it('tells which dimensions the log carries', () => {
    const rollup = build([request({ dimensions: { vhost: 'a' } })]);
    expect(dimensions.filter((name) => rollup.carries(name))).toEqual(['vhost']);
  });
});

describe('input that cannot be right', () => {
  it.each([Number.NaN, -1, 2 ** 32 * 1000, Number.POSITIVE_INFINITY])(
    'leaves a request out and counts it when its time is %s',
    (timeMs) => {
      const rollup = build([request(), request({ startMs: timeMs }), request({ endMs: timeMs })]);
      expect(rollup.outOfRange).toBe(2);
      expect(rollup.allTraffic().summary.requests).toBe(1);
    },
  );

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, MAX_REQUEST_BYTES * 2])(
    'takes %s bytes as absent',
    (bytes) => {
      const rollup = build([request({ bytesOut: bytes, bytesIn: bytes })]);
      expect(rollup.coverage).toMatchObject({ requests: 1, sized: 0, received: 0 });
      expect(rollup.allTraffic().summary).toMatchObject({ bytesOut: 0, bytesIn: 0 });
      expect(rollup.allTraffic().summary.largestByBytes).toEqual([]);
    },
  );

  it('cuts keys that are too long, and keeps those that just fit', () => {
    const fits = 'a'.repeat(MAX_KEY_LENGTH);
    const routes = build([
      request({ dimensions: { route: fits } }),
      request({ dimensions: { route: `${fits}b` } }),
    ])
      .slices()
      .map(({ subject }) => subject.route);
    expect(routes).toEqual([fits, `${fits.slice(1)}…`]);
  });
});
