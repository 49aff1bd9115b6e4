import type { MetricSeries } from '../contract.ts';

/** How far the total may lie from what the percentage tells, beside the rounding of the percentage. */
const TOLERANCE = 0.001;
/** The percentage is printed with two decimals. */
const HALF_A_DIGIT = 0.005;

/** Fields that together are all of the memory: up to 12.1 used memory included buffers, cached and slab. */
const wholes = [
  ['memfree', 'memused', 'buffers', 'cached', 'slab'],
  ['memfree', 'memused'],
] as const;

/**
 * The size of the memory, which sadf does not print: `memory.memtotal` in kB, constant. It is the sum of the fields that
 * agrees with `memused-percent`, else what the percentage says where it is highest, and so least rounded.
 * https://github.com/sysstat/sysstat/blob/master/CHANGES
 */
export function memoryTotals(series: readonly MetricSeries[]): readonly MetricSeries[] {
  const values = (field: string): Float64Array | undefined =>
    series.find(({ name }) => name === `memory.${field}`)?.values;
  const used = series.find(({ name }) => name === 'memory.memused');
  const percent = values('memused-percent');
  if (used === undefined || percent === undefined) return [];
  const at = percent.reduce(
    (best, value, index) => (value > (percent[best] ?? 0) ? index : best),
    0,
  );
  const highest = percent[at] ?? 0;
  if (!(highest > 0)) return [];
  const told = ((used.values[at] ?? Number.NaN) / highest) * 100;
  const error = HALF_A_DIGIT / highest + TOLERANCE;
  const sums = wholes.flatMap((fields) => {
    const parts = fields.map((field) => values(field)?.[at]);
    return parts.includes(undefined) ? [] : [parts.reduce<number>((a, b) => a + (b ?? 0), 0)];
  });
  const total = sums.find((sum) => Math.abs(sum - told) <= told * error) ?? told;
  return [
    { ...used, name: 'memory.memtotal', values: new Float64Array(used.values.length).fill(total) },
  ];
}
