import {
  ABSENT,
  MALFORMED,
  readNumber,
  type Scale,
  sumList,
  type Unit,
  units,
} from './quantity.ts';

/** Longer texts are no numbers: a double has 17 digits, and an exponent. */
export const MAX_NUMBER_LENGTH = 40;

/** How a number is read where the writer's language decides about its notation. */
export interface LooseNumber {
  readonly unit?: Unit | undefined;
  readonly list?: boolean;
}

const scales: Readonly<Record<Unit, Scale>> = {
  s: { ...units.s, decimals: true },
  ms: { ...units.ms, decimals: true },
  us: { ...units.us, decimals: true },
  ns: { ...units.ns, decimals: true },
  count: units.count,
};

/**
 * The number in `bytes[at, end)` in milliseconds, or as a count: as `readNumber` reads it, and with an exponent
 * or with units as Go prints durations (`1m2.5s`, `380µs`). `ABSENT` too for a number without any unit under
 * a name that tells none.
 */
export function readLooseNumber(
  bytes: Uint8Array,
  at: number,
  end: number,
  { unit, list = false }: LooseNumber,
): number {
  const scale = scales[unit ?? 'count'];
  const plain = list ? sumList(bytes, at, end, scale) : readNumber(bytes, at, end, scale);
  if (plain !== MALFORMED) return unit === undefined ? ABSENT : plain;
  if (end - at > MAX_NUMBER_LENGTH) return MALFORMED;
  return readText(new TextDecoder().decode(bytes.subarray(at, end)), unit);
}

const NUMBER = /^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const DURATION = /^(?:\d+(?:\.\d+)?(?:h|ms|m|s|us|µs|μs|ns))+$/;
const DURATION_PIECE = /(\d+(?:\.\d+)?)(h|ms|m|s|us|µs|μs|ns)/g;

/** Go's units, in milliseconds, as fractions so that they come out as whole as they were. */
const goUnits: Readonly<Record<string, Scale>> = {
  h: { times: 3_600_000, over: 1 },
  m: { times: 60_000, over: 1 },
  s: units.s,
  ms: units.ms,
  us: units.us,
  µs: units.us,
  μs: units.us,
  ns: units.ns,
};

function readText(text: string, unit: Unit | undefined): number {
  if (NUMBER.test(text)) return unit === undefined ? ABSENT : scaled(Number(text), scales[unit]);
  if (unit === 'count' || !DURATION.test(text)) return MALFORMED;
  let sum = 0;
  for (const [, digits, name = ''] of text.matchAll(DURATION_PIECE)) {
    sum += scaled(Number(digits), goUnits[name] ?? units.ms);
  }
  return sum;
}

function scaled(value: number, { times, over }: Scale): number {
  const result = (value * times) / over;
  return Number.isFinite(result) ? result : MALFORMED;
}
