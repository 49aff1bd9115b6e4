/** Milliseconds of the units that people write behind a number. */
const UNITS: Readonly<Record<string, number>> = {
  s: 1000,
  min: 60_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** A length of time that a person typed, like `90s`, `30m`, `1h` or `2d`, in milliseconds. Undefined where it is none. */
export function typedDuration(text: string): number | undefined {
  const [, digits = '', unit = ''] = /^(\d{1,9}(?:\.\d{1,3})?)\s*([a-z]+)$/.exec(text) ?? [];
  const factor = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
  const ms = factor === undefined ? 0 : Math.round(Number(digits) * factor);
  return ms > 0 ? ms : undefined;
}
