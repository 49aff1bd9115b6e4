/** Columns of a sparkline: with a name before it, it fits a narrow terminal. */
export const SPARKLINE_COLUMNS = 48;

const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
/** Nothing is known there. */
const GAP = ' ';

/** How neighbouring values become one column: by the highest, or by their mean. */
export type Merging = 'highest' | 'mean';

/** Values merged into as many columns as fit; null where nothing is known. */
export function columnsOf(
  values: readonly (number | null)[],
  merging: Merging,
): readonly (number | null)[] {
  const width = Math.min(SPARKLINE_COLUMNS, values.length);
  return Array.from({ length: width }, (_, column) => {
    const [from, to] = [column, column + 1].map((at) => Math.floor((at * values.length) / width));
    const known = values.slice(from, to).filter((value) => value !== null);
    if (known.length === 0) return null;
    if (merging === 'highest') return Math.max(...known);
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  });
}

/** A row of blocks from the least value, or 0 where that is lower or near, to the highest. */
export function sparkline(columns: readonly (number | null)[]): string {
  const known = columns.filter((value) => value !== null);
  const high = Math.max(...known);
  const low = Math.min(...known);
  const floor = low > 0 && low < high / 2 ? 0 : low;
  return columns.map((value) => (value === null ? GAP : block(value, floor, high))).join('');
}

function block(value: number, floor: number, high: number): string {
  const steps = BLOCKS.length - 1;
  const step = high === floor ? 0 : Math.round(((value - floor) / (high - floor)) * steps);
  return BLOCKS[step] ?? BLOCKS[0];
}
