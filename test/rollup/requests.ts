import fc from 'fast-check';
import { costs } from '../../src/rollup/cost.ts';
import type { Dimension } from '../../src/rollup/dimension.ts';
import { defaultLimits, type RollupLimits } from '../../src/rollup/limits.ts';
import type { Request } from '../../src/rollup/request.ts';
import { Rollup } from '../../src/rollup/rollup.ts';

export const noonMs: number = Date.UTC(2024, 4, 2, 12);

/** A request with everything absent but what a test says. */
export function request(facts: Partial<Request> = {}): Request {
  return {
    startMs: noonMs,
    endMs: noonMs,
    durationKnown: true,
    bytesOut: undefined,
    bytesIn: undefined,
    aborted: false,
    failed: false,
    dimensions: {},
    source: 0,
    offset: 0,
    ...facts,
  };
}

const names: Readonly<Partial<Record<Dimension, readonly string[]>>> = {
  route: ['/a', '/b', '(other)', ''],
  client: ['::1', '192.0.2.7', '192.0.2.8'],
  status: ['2xx', '5xx'],
  method: ['GET', 'POST'],
  duration: ['<1s', '>=60s'],
};

function optional<T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(values, { nil: undefined });
}

/** Durations from nothing over parts of a second to more than any span: milliseconds. */
const durationMs = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 3_000_000 }).map((micros) => micros / 1000),
  fc.integer({ min: 0, max: 200_000 }),
  fc.integer({ min: 0, max: 40_000_000 }),
);

const bytes = optional(fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.constant(5_105_062_572)));

const dimensionValues = fc
  .record({
    route: optional(fc.constantFrom(...(names.route ?? []))),
    client: optional(fc.constantFrom(...(names.client ?? []))),
    status: optional(fc.constantFrom(...(names.status ?? []))),
    method: optional(fc.constantFrom(...(names.method ?? []))),
    duration: optional(fc.constantFrom(...(names.duration ?? []))),
  })
  .map((values) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
  );

/** Any request that ends within five minutes of noon, in no order of time. */
const anyRequest: fc.Arbitrary<Request> = fc
  .record({
    endMs: fc.integer({ min: 0, max: 300_000_000 }).map((micros) => noonMs + micros / 1000),
    lasted: durationMs,
    durationKnown: fc.boolean(),
    bytesOut: bytes,
    bytesIn: bytes,
    aborted: fc.boolean(),
    failed: fc.boolean(),
    dimensions: dimensionValues,
    source: fc.nat(2),
    offset: fc.nat(),
  })
  .map(({ lasted, ...rest }) => ({
    ...rest,
    startMs: rest.durationKnown ? Math.round((rest.endMs - lasted) * 1000) / 1000 : rest.endMs,
  }));

export const anyLog: fc.Arbitrary<Request[]> = fc.uniqueArray(anyRequest, {
  maxLength: 30,
  selector: ({ source, offset }) => `${source}:${offset}`,
});

/** Limits that a handful of requests reach: the grid and the chunks climb, keys are not folded. */
export const narrowGrid: RollupLimits = {
  ...defaultLimits,
  maxBuckets: 20,
  maxCells: 200,
  maxSketchSlots: 40,
};

export function build(log: readonly Request[], limits?: RollupLimits): Rollup {
  const rollup = new Rollup(limits);
  for (const one of log) rollup.observe(one);
  return rollup;
}

export function merged(parts: readonly Rollup[], limits?: RollupLimits): Rollup {
  const rollup = new Rollup(limits);
  for (const part of parts) rollup.merge(part);
  return rollup;
}

/** Everything that a reader can learn from a rollup, as plain data to compare. */
export function everything(rollup: Rollup): unknown {
  const { fromMs, toMs } = rollup.span ?? { fromMs: 0, toMs: 0 };
  const middleMs = (fromMs + toMs) / 2;
  return {
    grid: rollup.grid,
    span: rollup.span,
    cellCount: rollup.cellCount,
    outOfRange: rollup.outOfRange,
    folded: rollup.foldedKeys,
    quantileChunkMs: rollup.quantileChunkMs,
    quantileError: rollup.quantileError,
    slices: [rollup.allTraffic(), ...rollup.slices()].map((slice) => ({
      subject: slice.subject,
      dimensions: slice.dimensions,
      isOther: slice.isOther,
      summary: slice.summary,
      activity: costs.map((cost) => Array.from(rollup.activity(slice, cost))),
      byEnd: Array.from(rollup.activity(slice, 'requests', 'end')),
      quantiles: [0, 0.25, 0.5, 0.9, 1].flatMap((quantile) =>
        [
          { fromMs, toMs: middleMs },
          { fromMs: middleMs, toMs: toMs + 1 },
        ].flatMap((half) => [
          rollup.durationQuantile(slice, quantile, half),
          rollup.sizeQuantile(slice, quantile, half),
        ]),
      ),
    })),
  };
}
