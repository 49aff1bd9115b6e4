import type { Miss } from './contract.ts';
import { nearest } from './nearest.ts';
import type { DirectivePart, Reading } from './part.ts';
import type { PercentDirective } from './percent-format.ts';

/** A vendor's directives: `i` for any argument, `{referer}i` for one of them, in lower case. */
export interface DirectiveTable {
  readonly server: string;
  readonly directives: Readonly<Record<string, Reading>>;
  /** Letters for which the listed arguments are all there are. */
  readonly strict: ReadonlySet<string>;
}

/** Looks a directive up; a miss says where an unknown one stands and which known one is nearest. */
export function readDirective(
  directive: PercentDirective,
  table: DirectiveTable,
): DirectivePart | Miss {
  const { name, letter, argument = '' } = directive;
  const exact = table.directives[`{${argument.toLowerCase()}}${letter}`];
  const isKnown = argument === '' || !table.strict.has(letter);
  const reading = exact ?? (isKnown ? table.directives[letter] : undefined);
  if (reading === undefined) return unknown(directive, table);
  return { ...reading, name, ...(directive.request === 'final' ? { weak: false } : {}) };
}

function unknown(
  { name, letter, argument, column }: PercentDirective,
  table: DirectiveTable,
): Miss {
  const key = argument === undefined ? letter : `{${argument}}${letter}`;
  const known = Object.keys(table.directives);
  const near =
    known.find((other) => other.toLowerCase() === key.toLowerCase()) ?? nearest(key, known);
  const hint = near === undefined ? '' : `; the nearest is %${near}`;
  return { reason: `${name} is no directive of ${table.server}${hint}`, field: `column ${column}` };
}
