import { Readable, Writable } from 'node:stream';
import { isMiss } from '../../parsers/contract.ts';
import { compileFormat } from '../../parsers/index.ts';
import { costs } from '../../src/rollup/cost.ts';
import { defaultLimits } from '../../src/rollup/limits.ts';
import type { Rollup } from '../../src/rollup/rollup.ts';
import type { RolledLog } from '../../src/segments/read-tiers.ts';
import { type RolledLogs, rollUpLogs } from '../../src/segments/roll-up-logs.ts';

export interface Reading {
  readonly stdin?: readonly Uint8Array[];
  readonly format?: string;
  readonly jobs?: number;
  /** Default: that of the sources, which cannot start threads. */
  readonly rollUp?: typeof rollUpLogs;
}

/** Rolls up the logs at these paths. */
export async function rolledUp(
  paths: readonly string[],
  { stdin = [], format, jobs = 1, rollUp = rollUpLogs }: Reading = {},
): Promise<RolledLogs> {
  const compiled = format === undefined ? undefined : compileFormat(format);
  if (compiled !== undefined && isMiss(compiled)) throw new Error(compiled.reason);
  const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
  return rollUp(
    paths.map((one) => ({ path: one })),
    {
      format: compiled,
      zone: undefined,
      requests: {
        names: {},
        fromMs: Number.NEGATIVE_INFINITY,
        toMs: Number.POSITIVE_INFINITY,
        limits: defaultLimits,
      },
      jobs,
      io: {
        stdin: Readable.from(stdin),
        stdout: sink,
        stderr: sink,
        environment: {},
        onInterrupt: () => () => undefined,
      },
    },
  );
}

/** All that was counted, without the places of lines, which are others in other files. */
export function countsOf({ tiers }: RolledLogs): unknown {
  return tiers.map(({ rollup }) => ({
    grid: rollup.grid,
    folded: rollup.foldedKeys,
    totals: costs.map((cost) => Array.from(rollup.total(cost))),
    slices: rollup.slices().map(({ subject, isOther, summary }) => {
      const { largestByBytes, longest, ...sums } = summary;
      const large = [largestByBytes, longest].map((requests) =>
        requests.map(({ startMs, endMs, bytes }) => [startMs, endMs, bytes]),
      );
      return JSON.stringify({ subject, isOther, sums, large });
    }),
  }));
}

export function factsOf({ logs }: RolledLogs): unknown {
  return logs.map(({ facts }) => ({ ...facts.part, format: facts.format?.name }));
}

export function only({ logs, tiers }: RolledLogs): {
  readonly log: RolledLog;
  readonly rollup: Rollup;
} {
  const [log] = logs;
  const [tier] = tiers;
  if (log === undefined || tier === undefined) throw new Error('nothing was rolled up');
  return { log, rollup: tier.rollup };
}
