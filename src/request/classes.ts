const MEGABYTE = 1_000_000;

/** Classes of response size (method.md 3.2), largest first; `at least` in bytes. */
const sizeClasses = [
  { atLeast: 1000 * MEGABYTE, name: '>=1GB' },
  { atLeast: 100 * MEGABYTE, name: '100MB-1GB' },
  { atLeast: MEGABYTE, name: '1MB-100MB' },
  { atLeast: 0, name: '<1MB' },
] as const;

/** The size class of a response of `bytes`. */
export function sizeClass(bytes: number): string {
  for (const { atLeast, name } of sizeClasses) if (bytes >= atLeast) return name;
  return '<1MB';
}

const SECOND_MS = 1000;

/** Classes of duration (method.md 3.2), longest first; `atLeast` in milliseconds. */
const durationClasses = [
  { atLeast: 60 * SECOND_MS, name: '>=60s' },
  { atLeast: 10 * SECOND_MS, name: '10s-60s' },
  { atLeast: SECOND_MS, name: '1s-10s' },
  { atLeast: 0, name: '<1s' },
] as const;

/** The duration class of a request of `durationMs`. */
export function durationClass(durationMs: number): string {
  for (const { atLeast, name } of durationClasses) if (durationMs >= atLeast) return name;
  return '<1s';
}
