import type { NumberField, TextField } from './contract.ts';
import type { Unit } from './quantity.ts';

/**
 * What the value under a name means, in formats that write names into every line: JSON and LTSV. `rank`
 * decides between names of one line that fill the same field: the lowest wins, then the first.
 */
export type NamedReading = NamedText | NamedNumber | NamedRequest | NamedTime;

interface Ranked {
  readonly rank?: number;
}

export interface NamedText extends Ranked {
  readonly kind: 'text';
  readonly field: TextField;
}

export interface NamedNumber extends Ranked {
  readonly kind: 'number';
  readonly field: NumberField;
  /** Without one the name does not tell it: only values that carry their unit are read (`12ms`). */
  readonly unit?: Unit;
  /** Whether the value may be a list of numbers, of which the sum is wanted. */
  readonly list?: boolean;
}

/** The whole request line; a value that begins with a slash is the target alone. */
export interface NamedRequest extends Ranked {
  readonly kind: 'request';
}

/**
 * A time in any notation of `instant.ts`. `either` is for names that do not tell which end of the request is
 * meant: the start where the value has httpd's brackets around it, else the end, as nginx' times are.
 */
export interface NamedTime extends Ranked {
  readonly kind: 'time';
  readonly stamp: 'startMs' | 'endMs' | 'either';
}

/**
 * Names with their readings. A dot leads into an object (`request.uri`), and stands for itself too. Names
 * are compared without case and without `_`, `-`, `@`, `$` and blanks.
 */
export type NameTable = Readonly<Record<string, NamedReading>>;

/** A table from lists of names, for tables of many names with one meaning. */
export function sameReading(names: readonly string[], reading: NamedReading): NameTable {
  return Object.fromEntries(names.map((name) => [name, reading]));
}
