import type { Miss, NumberField, TextField } from './contract.ts';
import type { Unit } from './quantity.ts';

/** What a format string is made of, whatever the vendor's notation. `layout.ts` compiles it. */
export type Part = LiteralPart | DirectivePart;

/** Bytes that stand in every line as they stand in the format. */
export interface LiteralPart {
  readonly kind: 'literal';
  readonly text: string;
}

/** A directive as written (`%>s`, `$status`), with what it means. */
export type DirectivePart = Reading & { readonly name: string };

/** What a directive prints, and the field it fills; without a field it is scanned and dropped. */
export type Reading = TextReading | NumberReading | RequestReading | TimeReading;

interface Rival {
  /** Yields to another directive of the format that fills the same field; else the first one wins. */
  readonly weak?: boolean;
}

export interface TextReading extends Rival {
  readonly kind: 'text';
  readonly field?: TextField;
  /** The byte with which the text begins where it is not empty: `?` of a query, `/` of a path. */
  readonly opener?: string;
  /** The byte that stands there instead where the server has no such text. */
  readonly absence?: string;
  /** Whether the text is a list with `, ` or ` : ` between its items. */
  readonly list?: boolean;
}

export interface NumberReading extends Rival {
  readonly kind: 'number';
  readonly field: NumberField;
  /** The number's unit, or units by the word that stands behind it and a space: `129 msecs`. */
  readonly unit: Unit | Readonly<Record<string, Unit>>;
  /** Whether the server prints decimals; a decimal point is a miss else. */
  readonly decimals?: boolean;
  /** Whether it is a list of numbers, of which the sum is wanted. */
  readonly list?: boolean;
}

/** The whole request line. */
export interface RequestReading extends Rival {
  readonly kind: 'request';
}

/** A time, or a piece of one: pieces of one stamp are put together. */
export interface TimeReading extends Rival {
  readonly kind: 'time';
  readonly stamp: 'startMs' | 'endMs';
  /** As `time-pattern.ts` reads it. */
  readonly pattern: string;
}

/** A reason that names its directive: one frozen object, made when the format is compiled. */
export function missAt(part: DirectivePart, what: string): Miss {
  return Object.freeze({ reason: `${part.name} ${what}`, field: part.name });
}
