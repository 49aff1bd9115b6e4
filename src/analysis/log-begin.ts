import type { Rollup } from '../rollup/rollup.ts';

/**
 * From when on a log holds all that was served, epoch milliseconds: its first end of a request. Of earlier times it has only
 * requests that lasted until then, which says nothing of the others. Undefined without data.
 */
export function logBeginMs(rollup: Rollup): number | undefined {
  const { span } = rollup;
  if (span === undefined) return undefined;
  const { originMs, widthMs } = rollup.grid;
  const first = rollup.total('requests', 'end').findIndex((ended) => ended > 0);
  return Math.max(span.fromMs, originMs + first * widthMs);
}
