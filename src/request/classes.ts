const MEGABYTE = 1_000_000;
const SECOND_MS = 1000;

/** Classes of a number: the first is that of numbers below the first bound, each bound begins the next one. */
export interface Classes {
  readonly bounds: Float64Array;
  readonly names: readonly string[];
}

/** Classes of response size (method.md 3.2), in bytes. */
export const sizeClasses: Classes = {
  bounds: Float64Array.of(MEGABYTE, 100 * MEGABYTE, 1000 * MEGABYTE),
  names: ['<1MB', '1MB-100MB', '100MB-1GB', '>=1GB'],
};

/** Classes of duration (method.md 3.2), in milliseconds. */
export const durationClasses: Classes = {
  bounds: Float64Array.of(SECOND_MS, 10 * SECOND_MS, 60 * SECOND_MS),
  names: ['<1s', '1s-10s', '10s-60s', '>=60s'],
};

/** The place of the class that a number is in. */
export function classPlace({ bounds }: Classes, value: number): number {
  let place = 0;
  while (place < bounds.length && value >= (bounds[place] ?? 0)) place++;
  return place;
}

/** The size class of a response of `bytes`. */
export function sizeClass(bytes: number): string {
  return sizeClasses.names[classPlace(sizeClasses, bytes)] ?? '';
}

/** The duration class of a request of `durationMs`. */
export function durationClass(durationMs: number): string {
  return durationClasses.names[classPlace(durationClasses, durationMs)] ?? '';
}
