/** Adds to one place of a column; the place must lie inside it. */
export function add(column: Float64Array, at: number, amount: number): void {
  column[at] = (column[at] ?? 0) + amount;
}

/** Makes one place of a column the greater of what it holds and `value`. */
export function raise(values: Float64Array, at: number, value: number): void {
  if (value > (values[at] ?? 0)) values[at] = value;
}

/** The values at these places. A loop: a function handed to `from` would be another each time, to be compiled anew. */
export function valuesAt(values: Float64Array, places: readonly number[]): Float64Array {
  const found = new Float64Array(places.length);
  for (let at = 0; at < places.length; at++) found[at] = values[places[at] ?? 0] ?? 0;
  return found;
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

/** Room that is used again and again: large arrays that come and go are freed late, and take their time. */
export class Workspace {
  #room: Float64Array = new Float64Array(0);

  /** So many zeros, which are the caller's until the next call. */
  zeros(length: number): Float64Array {
    if (length > this.#room.length) this.#room = new Float64Array(length);
    else this.#room.fill(0, 0, length);
    return this.#room.subarray(0, length);
  }
}
