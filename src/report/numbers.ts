/**
 * Numbers as people read them: three digits that count, never without a unit. Bytes are decimal, as
 * disks and networks are sold and as HTTP counts: 1 kB is 1000 bytes, 1 GB 10^9.
 */

/** Digits that carry meaning in a measured value; sampling errors are larger than the fourth. */
const SIGNIFICANT_DIGITS = 3;
const BYTE_UNITS = ['kB', 'MB', 'GB', 'TB', 'PB'] as const;
const BYTE_STEP = 1000;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `5105062572` as `5,105,062,572`. Rounds to a whole number. */
export function count(value: number): string {
  return value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 request`, `14 requests`. */
export function counted(value: number, noun: string, plural: string = `${noun}s`): string {
  return `${count(value)} ${Math.round(value) === 1 ? noun : plural}`;
}

/** Three significant digits, whole from 100 up, without trailing zeros. */
export function decimal(value: number): string {
  const size = Math.abs(value);
  if (value === 0) return '0';
  if (size < 0.001) return value > 0 ? '< 0.001' : '> -0.001';
  if (size >= 99.95) return count(value);
  return String(Number(value.toPrecision(SIGNIFICANT_DIGITS)));
}

/** `980 bytes`, `1.02 GB`. */
export function bytes(value: number): string {
  if (Math.abs(value) < BYTE_STEP) {
    const text = decimal(value);
    return `${text} ${text === '1' ? 'byte' : 'bytes'}`;
  }
  let scaled = value / BYTE_STEP;
  let unit = 0;
  // 999.5 would be printed as 1000: it belongs to the next unit.
  while (Math.abs(scaled) >= 999.5 && unit < BYTE_UNITS.length - 1) {
    scaled /= BYTE_STEP;
    unit += 1;
  }
  return `${decimal(scaled)} ${BYTE_UNITS[unit]}`;
}

/** `350 ms`, `4.2 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`: two parts at most. */
export function duration(seconds: number): string {
  if (seconds < 0) return `-${duration(-seconds)}`;
  if (seconds === 0) return '0 s';
  if (seconds < 0.001) return '< 1 ms';
  if (seconds < 0.9995) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 9.95) return `${Number(seconds.toFixed(1))} s`;
  if (seconds < MINUTE - 0.5) return `${Math.round(seconds)} s`;
  if (seconds < HOUR - 0.5) return twoParts(Math.round(seconds), [MINUTE, 'min'], [1, 's']);
  if (seconds < DAY - MINUTE / 2) {
    return twoParts(Math.round(seconds / MINUTE), [HOUR / MINUTE, 'h'], [1, 'min']);
  }
  return twoParts(Math.round(seconds / HOUR), [DAY / HOUR, 'd'], [1, 'h']);
}

type Part = readonly [size: number, name: string];

function twoParts(total: number, [size, name]: Part, [, rest]: Part): string {
  const large = `${count(Math.floor(total / size))} ${name}`;
  return total % size === 0 ? large : `${large} ${total % size} ${rest}`;
}

/** A share from 0 to 1 as `83 %`; never rounded to none or all: `< 1 %`, `> 99 %`. */
export function share(value: number): string {
  if (value > 0 && value < 0.01) return '< 1 %';
  if (value > 0.99 && value < 1) return '> 99 %';
  return `${Math.round(value * 100)} %`;
}

/** A score from 0 to 1, two decimals. */
export function score(value: number): string {
  return value.toFixed(2);
}

/** Units that count things, each with what one is called. */
const nouns: Readonly<Record<string, string>> = {
  cores: 'core',
  workers: 'worker',
  threads: 'thread',
  processes: 'process',
  connections: 'connection',
  requests: 'request',
};

/** Other units in which series come, and how each is said. */
const unitForms: Readonly<Record<string, (value: number) => string>> = {
  bytes,
  seconds: duration,
  s: duration,
  'bytes/s': (value) => `${bytes(value)}/s`,
  '1/s': (value) => `${decimal(value)}/s`,
  percent: (value) => `${decimal(value)} %`,
  '%': (value) => `${decimal(value)} %`,
  '1': decimal,
  '': decimal,
};

/**
 * A value with its unit: `15.8 GB`, `150 workers`. A value of the unit `1` is a bare count: the text around it
 * says of what.
 */
export function quantity(value: number, unit: string): string {
  const noun = Object.hasOwn(nouns, unit) ? nouns[unit] : undefined;
  if (noun !== undefined) return named(value, noun, unit);
  const form = Object.hasOwn(unitForms, unit) ? unitForms[unit] : undefined;
  return form === undefined ? `${decimal(value)} ${unit}` : form(value);
}

/** Two values of one unit, things named once: `7 to 150 workers`, `11.5 MB to 938 MB`. */
export function quantityRange(from: number, to: number, unit: string): string {
  const first = Object.hasOwn(nouns, unit) ? decimal(from) : quantity(from, unit);
  return `${first} to ${quantity(to, unit)}`;
}

function named(value: number, noun: string, plural: string): string {
  const text = decimal(value);
  return `${text} ${text === '1' ? noun : plural}`;
}
