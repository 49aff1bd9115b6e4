import type { Escaping, Field, Miss } from './contract.ts';
import type { Scale, UnitWord } from './quantity.ts';
import type { Stamp } from './stamp.ts';
import type { TimePattern } from './time-pattern.ts';

/**
 * How the end of a field is found. BARE: the literal behind it. QUOTED: the same, which begins with a double
 * quote that no backslash escapes. LIST: as BARE, but separators of a list do not end it. OPENED: the byte
 * with which the next field begins. LAST: the literal with which the line ends. REST: the end of the line.
 * CLF and TIME end by themselves. REQUEST: as BARE, preferably behind a protocol.
 */
export const ends = {
  bare: 0,
  quoted: 1,
  list: 2,
  opened: 3,
  last: 4,
  rest: 5,
  clf: 6,
  time: 7,
  request: 8,
} as const;

/** What is done with a field's bytes. A query is a text that has a question mark in front. */
export const actions = {
  drop: 0,
  text: 1,
  number: 2,
  sum: 3,
  request: 4,
  query: 5,
  quantity: 6,
} as const;

/** One field of a line. */
export interface Step {
  readonly end: (typeof ends)[keyof typeof ends];
  readonly action: (typeof actions)[keyof typeof actions];
  /** Of the record's numbers or texts, by the action; -1 for none. */
  readonly slot: number;
  /** The literal that ends the field. */
  readonly until: Uint8Array;
  /** How much of `until` is read with the field: nothing, where another field comes first. */
  readonly consumed: number;
  /** The byte with which the field behind this one opens, and the one that is all of it where it is absent; or -1. */
  readonly opener: number;
  readonly absence: number;
  readonly scale: Scale;
  /** What a quantity may have behind its number; nothing for other actions. */
  readonly unitWords: readonly UnitWord[];
  readonly time?: { readonly pattern: TimePattern; readonly stamp: Stamp };
  /** The field does not end where it should. */
  readonly unended: Miss;
  /** The field holds something else than it should. */
  readonly malformed: Miss;
}

/** A compiled format. */
export interface Program {
  readonly prefix: Uint8Array;
  readonly steps: readonly Step[];
  readonly stamps: readonly {
    readonly stamp: Stamp;
    readonly slot: number;
    readonly miss: Miss;
    readonly isZoneless: boolean;
  }[];
  readonly fields: ReadonlySet<Field>;
  readonly escaping: Escaping;
  readonly wrongStart: Miss;
  readonly trailing: Miss;
}
