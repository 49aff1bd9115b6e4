import type { StampPiece } from './stamp.ts';

/** A count of digits, exactly `width` of them or, where none is given, as many as there are. */
export interface Digits {
  readonly piece?: StampPiece;
  readonly width?: number;
  readonly low?: number;
  readonly high?: number;
  /** The factor to the piece's unit: the pieces ending in `Ms` are milliseconds. */
  readonly times?: number;
  /** How many of the digits are decimals of that unit. */
  readonly decimals?: number;
  /** GNU's `%e`, `%k`, `%l` pad with a space in the place of the first digit. */
  readonly padded?: boolean;
  /** GNU's flag `-` leaves the zeros in front away. */
  readonly unpadded?: boolean;
  readonly centuryFrom?: number;
}

/**
 * Conversions that print digits. Those of weeks are read and dropped.
 * https://pubs.opengroup.org/onlinepubs/9799919799/functions/strftime.html
 */
export const digitConversions: Readonly<Record<string, Digits>> = {
  Y: { piece: 'year', width: 4 },
  y: { piece: 'year', width: 2, centuryFrom: 69 },
  m: { piece: 'month', width: 2, low: 1, high: 12 },
  d: { piece: 'day', width: 2, low: 1, high: 31 },
  e: { piece: 'day', width: 2, low: 1, high: 31, padded: true },
  j: { piece: 'yearDay', width: 3, low: 1, high: 366 },
  H: { piece: 'hour', width: 2, high: 23 },
  k: { piece: 'hour', width: 2, high: 23, padded: true },
  I: { piece: 'hour12', width: 2, low: 1, high: 12 },
  l: { piece: 'hour12', width: 2, low: 1, high: 12, padded: true },
  M: { piece: 'minute', width: 2, high: 59 },
  S: { piece: 'second', width: 2, high: 60 },
  s: { piece: 'epochSecondMs', times: 1000 },
  u: { width: 1 },
  w: { width: 1 },
  C: { width: 2 },
  g: { width: 2 },
  G: { width: 4 },
  U: { width: 2 },
  V: { width: 2 },
  W: { width: 2 },
};

/** Conversions that stand for several, as the same page defines them; servers print those of the C locale. */
export const shorthands: Readonly<Record<string, string>> = {
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  R: '%H:%M',
  T: '%H:%M:%S',
  r: '%I:%M:%S %p',
  c: '%a %b %e %H:%M:%S %Y',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
  h: '%b',
  n: '\n',
  t: '\t',
  '%': '%',
};

/** Whole patterns that httpd and lighttpd know beside strftime's. */
export const tokens: Readonly<Record<string, Digits>> = {
  sec: { piece: 'epochSecondMs', times: 1000 },
  msec: { piece: 'epochMs' },
  usec: { piece: 'epochMs', decimals: 3 },
  nsec: { piece: 'epochMs', decimals: 6 },
  msec_frac: { piece: 'fractionMs', width: 3 },
  usec_frac: { piece: 'fractionMs', width: 6, decimals: 3 },
  nsec_frac: { piece: 'fractionMs', width: 9, decimals: 6 },
};

/** One piece of a pattern. */
export type TimeStep =
  | { readonly kind: 'literal'; readonly byte: number }
  | { readonly kind: 'digits'; readonly digits: Digits }
  | { readonly kind: 'month' | 'word' | 'half' | 'zone' | 'zoneName' };

/** Conversions that print letters or a zone, with the piece that each tells. */
export const otherConversions: Readonly<Record<string, TimeStep>> = {
  b: { kind: 'month' },
  B: { kind: 'month' },
  a: { kind: 'word' },
  A: { kind: 'word' },
  p: { kind: 'half' },
  P: { kind: 'half' },
  z: { kind: 'zone' },
  // Digits with a sign where the zone has no name: Asia/Kathmandu is `+0545`.
  Z: { kind: 'zoneName' },
};

/** The pieces that the others tell. */
export const toldByKind: Readonly<Partial<Record<TimeStep['kind'], StampPiece>>> = {
  month: 'month',
  half: 'afternoon',
  zone: 'zoneMinutes',
};
