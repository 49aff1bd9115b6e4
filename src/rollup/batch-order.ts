import type { BatchCells } from './batch-cells.ts';

/** The cells of a batch by slice, and those of a slice by time. */
export function orderOf({ slices, buckets, size, end, bucketCount }: BatchCells): Int32Array {
  const created = new Int32Array(size);
  for (let cell = 0; cell < size; cell++) created[cell] = cell;
  return sortedBy(slices, end, sortedBy(buckets, bucketCount, created));
}

/** Sorts cells by their numbers, which are below `end`; those with the same number stay in order. */
function sortedBy(numbers: Int32Array, end: number, cells: Int32Array): Int32Array {
  const starts = new Int32Array(end + 1);
  for (let at = 0; at < cells.length; at++) {
    const number = numbers[at] ?? 0;
    starts[number + 1] = (starts[number + 1] ?? 0) + 1;
  }
  for (let number = 0; number < end; number++) {
    starts[number + 1] = (starts[number + 1] ?? 0) + (starts[number] ?? 0);
  }
  const sorted = new Int32Array(cells.length);
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] ?? 0;
    const number = numbers[cell] ?? 0;
    const place = starts[number] ?? 0;
    sorted[place] = cell;
    starts[number] = place + 1;
  }
  return sorted;
}
