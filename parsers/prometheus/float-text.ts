const PLUS = 0x2b;
const DASH = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

/** Integers of so many digits, and powers of ten up to so many zeros, are exact: their quotient is rounded once. */
const EXACT_DIGITS = 15;
const exactPowers = Float64Array.from({ length: EXACT_DIGITS + 1 }, (_, power) => 10 ** power);

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const notANumber = /^nan$/i;
const infinite = /^[+-]?inf(?:inity)?$/i;

/**
 * The number in `bytes[at, end)` as Prometheus' texts write it: decimal, `NaN`, `+Inf`, `-Inf` and their longer
 * forms in any case; undefined for anything else, hexadecimals, `1_000` and decimals beyond a double among it.
 * https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md#abnf
 */
export function readFloat(bytes: Uint8Array, at: number, end: number): number | undefined {
  const short = readShort(bytes, at, end);
  if (short !== undefined) return short;
  const text = String.fromCharCode(...bytes.subarray(at, Math.min(end, at + MAX_CHARACTERS + 1)));
  return text.length > MAX_CHARACTERS ? undefined : readFloatText(text);
}

/** Characters of a number at most. */
export const MAX_CHARACTERS = 400;

/** `readFloat` of a string. */
export function readFloatText(text: string): number | undefined {
  if (decimal.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
  }
  if (notANumber.test(text)) return Number.NaN;
  if (!infinite.test(text)) return undefined;
  return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** Plain decimals of few digits, which nearly all are; undefined for the others. */
function readShort(bytes: Uint8Array, at: number, end: number): number | undefined {
  const sign = bytes[at];
  const first = sign === DASH || sign === PLUS ? at + 1 : at;
  const point = digitsEnd(bytes, first, end);
  const fraction = bytes[point] === DOT && point < end ? point + 1 : point;
  const digits = end - first - (fraction - point);
  if (digits === 0 || digits > EXACT_DIGITS || digitsEnd(bytes, fraction, end) !== end) {
    return undefined;
  }
  let size = 0;
  for (let place = first; place < end; place++) {
    if (place !== point) size = size * 10 + (bytes[place] ?? 0) - ZERO;
  }
  size /= exactPowers[end - fraction] ?? Number.NaN;
  return sign === DASH ? -size : size;
}

function digitsEnd(bytes: Uint8Array, at: number, end: number): number {
  let stop = at;
  while (stop < end && (bytes[stop] ?? 0) >= ZERO && (bytes[stop] ?? 0) <= NINE) stop++;
  return stop;
}
