import type { ArgumentFacts } from '../detectors/slice-facts.ts';
import { type Counted, countLimits } from './count-limits.ts';

/** Characters of a parameter and of its value. */
const MAX_NAME_CHARACTERS = 40;
const MAX_VALUE_CHARACTERS = 80;
/** Parts of one query that are looked at. */
const MAX_PARTS = 32;
/** Parameters that are told. */
const MOST_TOLD = 8;

/** Digits among letters, or more digits than a page or an item has: nobody types it. */
const OPAQUE = /^(?=.*\d)(?=.*[a-z])[\w.~-]{6,}$|^\d[\d.]{8,}$/i;

/** Whether a response was large; undefined where its size is not known. */
export type IsLarge = boolean | undefined;

interface Counts {
  large: number;
  small: number;
}

interface Argument extends Counts {
  requests: number;
  opaque: number;
  numbers: number;
  leastOfLarge: number;
  mostOfSmall: number;
  readonly values: Map<string, Counts>;
  isMore: boolean;
}

/** Counts which parameters requests had, and which values those with large responses. */
export class ArgumentCount {
  readonly #arguments = new Map<string, Argument>();
  #values = 0;
  #large = 0;
  #small = 0;
  readonly limitsHit: Set<Counted> = new Set();

  get large(): number {
    return this.#large;
  }

  get small(): number {
    return this.#small;
  }

  /** Takes the query of the next request, '' where it has none. */
  add(query: string, isLarge: IsLarge): void {
    if (isLarge === true) this.#large += 1;
    if (isLarge === false) this.#small += 1;
    if (query === '') return;
    const told = new Set<string>();
    for (const part of query.split('&', MAX_PARTS)) {
      const equals = part.indexOf('=');
      const name = (equals < 0 ? part : part.slice(0, equals)).slice(0, MAX_NAME_CHARACTERS);
      if (name === '' || told.has(name)) continue;
      told.add(name);
      const value = equals < 0 ? '' : part.slice(equals + 1, equals + 1 + MAX_VALUE_CHARACTERS);
      this.#take(name, value, isLarge);
    }
  }

  /** Those that most requests had first; of equal ones by name. */
  facts(): readonly ArgumentFacts[] {
    return [...this.#arguments]
      .sort(([a, one], [b, other]) => other.requests - one.requests || (a < b ? -1 : 1))
      .slice(0, MOST_TOLD)
      .map(([name, argument]) => factsOf(name, argument));
  }

  #take(name: string, value: string, isLarge: IsLarge): void {
    const argument = this.#argument(name);
    if (argument === undefined) return;
    argument.requests += 1;
    count(argument, isLarge);
    if (OPAQUE.test(value)) argument.opaque += 1;
    this.#takeNumber(argument, value, isLarge);
    const known = argument.values.get(value);
    if (known === undefined && this.#values >= countLimits.values) {
      argument.isMore = true;
      this.limitsHit.add('values');
      return;
    }
    const counts = known ?? { large: 0, small: 0 };
    if (known === undefined) {
      argument.values.set(value, counts);
      this.#values += 1;
    }
    count(counts, isLarge);
  }

  #takeNumber(argument: Argument, value: string, isLarge: IsLarge): void {
    if (!/^\d{1,15}$/.test(value)) return;
    argument.numbers += 1;
    if (isLarge === true) argument.leastOfLarge = Math.min(argument.leastOfLarge, Number(value));
    if (isLarge === false) argument.mostOfSmall = Math.max(argument.mostOfSmall, Number(value));
  }

  #argument(name: string): Argument | undefined {
    const known = this.#arguments.get(name);
    if (known !== undefined) return known;
    if (this.#arguments.size >= countLimits.parameters) {
      this.limitsHit.add('parameters');
      return undefined;
    }
    const argument: Argument = {
      requests: 0,
      large: 0,
      small: 0,
      opaque: 0,
      numbers: 0,
      leastOfLarge: Number.POSITIVE_INFINITY,
      mostOfSmall: Number.NEGATIVE_INFINITY,
      values: new Map(),
      isMore: false,
    };
    this.#arguments.set(name, argument);
    return argument;
  }
}

function count(counts: Counts, isLarge: IsLarge): void {
  if (isLarge === true) counts.large += 1;
  if (isLarge === false) counts.small += 1;
}

function factsOf(name: string, argument: Argument): ArgumentFacts {
  const { requests, large, small, opaque, numbers, values, isMore } = argument;
  const { leastOfLarge, mostOfSmall } = argument;
  const telling = tellingOf(values);
  const areNumbers = numbers === requests && large > 0 && small > 0;
  return {
    name,
    requests,
    large,
    small,
    values: values.size,
    isMore,
    opaque,
    ...(telling === undefined ? {} : { telling }),
    ...(areNumbers ? { numbers: { leastOfLarge, mostOfSmall } } : {}),
  };
}

/** The value that most large responses had; of equal ones that which fewer others had, then by text. */
function tellingOf(values: ReadonlyMap<string, Counts>): ArgumentFacts['telling'] {
  const [first] = [...values]
    .filter(([, { large }]) => large > 0)
    .sort(([a, x], [b, y]) => y.large - x.large || x.small - y.small || (a < b ? -1 : 1));
  return first === undefined ? undefined : { value: first[0], ...first[1] };
}
