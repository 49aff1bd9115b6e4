import { isTime } from './times.ts';

/** What a JSON value must look like, and in which order its fields are written. */
export type Shape =
  | { readonly kind: 'text' | 'time' | 'number' | 'flag' | 'tally' }
  | { readonly kind: 'word'; readonly words: readonly string[] }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'optional' | 'nullable'; readonly of: Shape }
  | {
      readonly kind: 'object';
      readonly fields: Readonly<Record<string, Shape>>;
      /** Whether a field that is not named is an error; otherwise it is left out. */
      readonly closed: boolean;
    };

export const text: Shape = { kind: 'text' };
export const time: Shape = { kind: 'time' };
export const number: Shape = { kind: 'number' };
export const flag: Shape = { kind: 'flag' };
/** Counts by name, written in the order of the names. */
export const tally: Shape = { kind: 'tally' };

export function word(...words: readonly string[]): Shape {
  return { kind: 'word', words };
}

export function list(of: Shape): Shape {
  return { kind: 'list', of };
}

export function optional(of: Shape): Shape {
  return { kind: 'optional', of };
}

export function nullable(of: Shape): Shape {
  return { kind: 'nullable', of };
}

/** The fields of `T` in their order; the compiler sees to it that none is forgotten. */
export function object<T>(
  fields: { readonly [K in keyof Required<T> & string]: Shape },
  { closed = false }: { readonly closed?: boolean } = {},
): Shape {
  return { kind: 'object', fields, closed };
}

/** The value with the fields that its shape names, in that order. */
export function ordered(value: unknown, shape: Shape): unknown {
  if (shape.kind === 'list' && Array.isArray(value)) {
    return value.map((item) => ordered(item, shape.of));
  }
  if (shape.kind === 'optional' || shape.kind === 'nullable') return ordered(value, shape.of);
  if (!isRecord(value)) return value;
  if (shape.kind === 'tally') {
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  if (shape.kind !== 'object') return value;
  const present = Object.entries(shape.fields).filter(([name]) => field(value, name) !== undefined);
  return Object.fromEntries(
    present.map(([name, inner]) => [name, ordered(field(value, name), inner)]),
  );
}

/** The first place where a value is not of its shape, in one line; undefined when it is. */
export function mismatch(value: unknown, shape: Shape, path: string): string | undefined {
  switch (shape.kind) {
    case 'optional':
      return value === undefined ? undefined : mismatch(value, shape.of, path);
    case 'nullable':
      return value === null ? undefined : mismatch(value, shape.of, path);
    case 'list':
      return listMismatch(value, shape.of, path);
    case 'object':
      return objectMismatch(value, shape, path);
    case 'word':
      return shape.words.some((one) => one === value)
        ? undefined
        : `${path}: expected ${shape.words.join(', ')}`;
    default: {
      const { accepts, expected } = plainShapes[shape.kind];
      return accepts(value) ? undefined : `${path}: expected ${expected}`;
    }
  }
}

interface PlainShape {
  readonly accepts: (value: unknown) => boolean;
  readonly expected: string;
}

const plainShapes: Readonly<Record<'text' | 'time' | 'number' | 'flag' | 'tally', PlainShape>> = {
  text: { accepts: (value) => typeof value === 'string', expected: 'a text' },
  time: {
    accepts: (value) => typeof value === 'string' && isTime(value),
    expected: 'a time in ISO 8601 with offset',
  },
  number: { accepts: Number.isFinite, expected: 'a number' },
  flag: { accepts: (value) => typeof value === 'boolean', expected: 'true or false' },
  tally: {
    accepts: (value) => isRecord(value) && Object.values(value).every(Number.isFinite),
    expected: 'counts by name',
  },
};

function listMismatch(value: unknown, of: Shape, path: string): string | undefined {
  if (!Array.isArray(value)) return `${path}: expected a list`;
  for (const [at, item] of value.entries()) {
    const wrong = mismatch(item, of, `${path}[${at}]`);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function objectMismatch(
  value: unknown,
  { fields, closed }: Extract<Shape, { kind: 'object' }>,
  path: string,
): string | undefined {
  if (!isRecord(value)) return `${path}: expected an object`;
  for (const [name, inner] of Object.entries(fields)) {
    const wrong = mismatch(field(value, name), inner, `${path}.${name}`);
    if (wrong !== undefined) return wrong;
  }
  const stranger = Object.keys(value).some((name) => !Object.hasOwn(fields, name));
  return closed && stranger
    ? `${path}: expected only ${Object.keys(fields).join(', ')}`
    : undefined;
}

/** A field of the value itself: `constructor` and its like are no fields. */
function field(value: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
