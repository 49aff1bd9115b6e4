/** A normal distribution's standard deviation per median absolute deviation. */
export const SIGMA_PER_MAD = 1.4826;

/** The finite values, ascending. */
export function sorted(values: Iterable<number>): Float64Array {
  const all = values instanceof Float64Array ? values.slice() : Float64Array.from(values);
  let finite = 0;
  for (let i = 0; i < all.length; i++) {
    const value = all[i] ?? Number.NaN;
    if (Number.isFinite(value)) all[finite++] = value;
  }
  return all.subarray(0, finite).sort();
}

/** The quantile `q` (0 to 1) of ascending values, linear between neighbours; NaN of nothing. */
export function quantileOfSorted(ascending: Float64Array, q: number): number {
  return quantileOf(ascending.length, q, (place) => ascending[place] ?? Number.NaN);
}

/** The same of so many values, each told by its place in ascending order. */
export function quantileOf(length: number, q: number, at: (place: number) => number): number {
  if (length === 0) return Number.NaN;
  const place = q * (length - 1);
  const low = at(Math.floor(place));
  const high = at(Math.ceil(place));
  return low + (high - low) * (place - Math.floor(place));
}

export function median(values: Iterable<number>): number {
  return quantileOfSorted(sorted(values), 0.5);
}

/** Spread around a centre that outliers do not move, in standard deviations of a normal one. */
export function robustSpread(values: Iterable<number>, centre: number): number {
  return SIGMA_PER_MAD * median(Float64Array.from(values, (value) => Math.abs(value - centre)));
}

/** The mean of the finite values in `[from, to)`; NaN of nothing. */
export function meanBetween(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  let count = 0;
  for (let i = Math.max(0, from); i < Math.min(values.length, to); i++) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    sum += value;
    count += 1;
  }
  return count === 0 ? Number.NaN : sum / count;
}

/** Means of as many samples around each; the values themselves where that is one or fewer. A gap stays one. */
export function smoothed(values: Float64Array, samples: number): Float64Array {
  const aside = Math.floor(samples / 2);
  if (aside < 1) return values;
  return values.map((value, at) =>
    Number.isFinite(value) ? meanBetween(values, at - aside, at + aside + 1) : value,
  );
}

/** The sum of the finite values in `[from, to)`. */
export function sumBetween(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = Math.max(0, from); i < Math.min(values.length, to); i++) {
    const value = values[i] ?? Number.NaN;
    if (Number.isFinite(value)) sum += value;
  }
  return sum;
}

/** Of two columns of one length the sum of the products of what stands side by side. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
