/** Adds to one place of a column; the place must lie inside it. */
export function add(column: Float64Array, at: number, amount: number): void {
  column[at] = (column[at] ?? 0) + amount;
}

/** Room for `needed` entries: half as much again as there was, so that growing stays rare. */
export function grownLength(length: number, needed: number): number {
  return Math.max(needed, length + (length >> 1), 64);
}

/** The wider column with the content of the old one at its beginning. */
export function copiedInto<Column extends { set(from: Column): void }>(
  wider: Column,
  column: Column,
): Column {
  wider.set(column);
  return wider;
}
