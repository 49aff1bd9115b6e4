/** What a number is worth in the unit that series are kept in. */
export interface Unit {
  readonly times: number;
  /** `bytes`, `bytes/s`, `seconds`, `%`, `1/s` or `1`. */
  readonly unit: string;
}

const KIBI = 1024;

/** Prefixes of 1000 and of 1024, by their place. */
function prefixed(symbol: string, unit: string, worth = 1): readonly (readonly [string, Unit])[] {
  return ['', 'k', 'M', 'G', 'T', 'P'].flatMap((prefix, power) => {
    const decimal = [`${prefix}${symbol}`, { times: worth * 1000 ** power, unit }] as const;
    if (power === 0) return [decimal];
    const times = worth * KIBI ** power;
    return [decimal, [`${prefix.toUpperCase()}i${symbol}`, { times, unit }] as const];
  });
}

const BIT = 1 / 8;
const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

/**
 * What stands behind the numbers of Grafana's formatted data, and in other tables.
 * https://github.com/grafana/grafana/blob/main/packages/grafana-data/src/valueFormats/categories.ts
 */
export const units: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ...prefixed('B', 'bytes'),
  ...prefixed('B/s', 'bytes/s'),
  ...prefixed('Bs', 'bytes/s'),
  ...prefixed('b', 'bytes', BIT),
  ...prefixed('b/s', 'bytes/s', BIT),
  ...prefixed('bps', 'bytes/s', BIT),
  ['KB', { times: KIBI, unit: 'bytes' }],
  ['KB/s', { times: KIBI, unit: 'bytes/s' }],
  ['bytes', { times: 1, unit: 'bytes' }],
  ['ns', { times: 1e-9, unit: 'seconds' }],
  ['µs', { times: 1e-6, unit: 'seconds' }],
  ['μs', { times: 1e-6, unit: 'seconds' }],
  ['us', { times: 1e-6, unit: 'seconds' }],
  ['ms', { times: 1e-3, unit: 'seconds' }],
  ['s', { times: 1, unit: 'seconds' }],
  ...['min', 'mins', 'minute', 'minutes'].map(
    (name) => [name, { times: MINUTE_SECONDS, unit: 'seconds' }] as const,
  ),
  ...['h', 'hour', 'hours'].map(
    (name) => [name, { times: HOUR_SECONDS, unit: 'seconds' }] as const,
  ),
  ...['d', 'day', 'days'].map((name) => [name, { times: DAY_SECONDS, unit: 'seconds' }] as const),
  ['%', { times: 1, unit: '%' }],
  ...['req/s', 'reqs/s', 'ops/s', 'rps', 'ops', 'c/s', 'p/s', 'pps', 'io/s', 'rd/s', 'wr/s'].map(
    (name) => [name, { times: 1, unit: '1/s' }] as const,
  ),
  ['K', { times: 1e3, unit: '1' }],
  ['Mil', { times: 1e6, unit: '1' }],
  ['Bil', { times: 1e9, unit: '1' }],
  ['Tri', { times: 1e12, unit: '1' }],
]);
