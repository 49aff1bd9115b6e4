/**
 * The value that comes next after the `count` greatest; 0 when there are no more. Reorders the values. Hoare's selection:
 * its time is linear in their number on average, that of sorting all of them is not.
 */
export function valueAfter(values: Float64Array, count: number): number {
  const wanted = values.length - 1 - count;
  let from = 0;
  let to = values.length - 1;
  while (from < to) {
    const cut = partition(values, from, to);
    if (wanted <= cut) to = cut;
    else from = cut + 1;
  }
  return values[wanted] ?? 0;
}

/** Puts no value of `values[from, cut]` above one of `values[cut + 1, to]`; `cut` is below `to`. */
function partition(values: Float64Array, from: number, to: number): number {
  const pivot = values[(from + to) >>> 1] ?? 0;
  let low = from - 1;
  let high = to + 1;
  for (;;) {
    do low++;
    while ((values[low] ?? 0) < pivot);
    do high--;
    while ((values[high] ?? 0) > pivot);
    if (low >= high) return high;
    const swapped = values[low] ?? 0;
    values[low] = values[high] ?? 0;
    values[high] = swapped;
  }
}
