import type { BatchCells } from './batch-cells.ts';

/** The order of cells by slice, and of those of a slice by time. Of use until the next cells are ordered. */
export class BatchOrder {
  /** Cell by cell. */
  cells: Int32Array = new Int32Array(0);
  /** The cells of the slice `from + s` of `BatchCells` are at `[starts[s], starts[s + 1])`. */
  starts: Int32Array = new Int32Array(0);
  #created = new Int32Array(0);
  #byTime = new Int32Array(0);
  #places = new Int32Array(0);

  read({ slices, buckets, size, from, end, bucketCount }: BatchCells): void {
    if (size > this.cells.length) {
      this.cells = new Int32Array(size);
      this.#byTime = new Int32Array(size);
      this.#created = new Int32Array(size);
      for (let cell = 0; cell < size; cell++) this.#created[cell] = cell;
    }
    this.#sort(this.#created, buckets, { size, least: 0, count: bucketCount, to: this.#byTime });
    this.#sort(this.#byTime, slices, { size, least: from, count: end - from, to: this.cells });
  }

  /** Sorts cells by their numbers; those with the same number stay in order. */
  #sort(cells: Int32Array, numbers: Int32Array, { size, least, count, to }: Sorting): void {
    if (count >= this.starts.length) {
      this.starts = new Int32Array(count + 1);
      this.#places = new Int32Array(count + 1);
    }
    const { starts } = this;
    starts.fill(0, 0, count + 1);
    for (let cell = 0; cell < size; cell++) {
      const next = (numbers[cell] ?? 0) - least + 1;
      starts[next] = (starts[next] ?? 0) + 1;
    }
    for (let at = 0; at < count; at++) {
      starts[at + 1] = (starts[at + 1] ?? 0) + (starts[at] ?? 0);
    }
    const places = this.#places;
    for (let at = 0; at < count; at++) places[at] = starts[at] ?? 0;
    for (let at = 0; at < size; at++) {
      const cell = cells[at] ?? 0;
      const number = (numbers[cell] ?? 0) - least;
      const place = places[number] ?? 0;
      to[place] = cell;
      places[number] = place + 1;
    }
  }
}

interface Sorting {
  readonly size: number;
  /** The numbers are `[least, least + count)`. */
  readonly least: number;
  readonly count: number;
  readonly to: Int32Array;
}
