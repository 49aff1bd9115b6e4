import { isDerived, isDerivedOf, toldBy } from './derived.ts';
import type { Dimension, Subject, SubjectDimension } from './dimension.ts';
import type { TimeSpan } from './grid.ts';
import { keyText } from './keys.ts';
import type { Request } from './request.ts';
import type { SubjectNames } from './subject-names.ts';

/** Whether any part of a request that began and ended then, epoch milliseconds, lies in a span. */
export function touches({ fromMs, toMs }: TimeSpan, startMs: number, endMs: number): boolean {
  return endMs >= fromMs && startMs < toMs;
}

/** Whether a request with this name in the dimension that tells it is one of a subject's. */
export function isCalled(
  dimension: SubjectDimension,
  name: string | undefined,
  wanted: string,
  names: SubjectNames,
): boolean {
  const key = name === undefined ? undefined : keyText(name);
  const isRoute = tellingDimension(dimension, wanted) === 'route';
  const called = isRoute && key !== undefined ? names.routes.nameOf(key) : key;
  return isDerived(dimension) ? isDerivedOf(dimension, wanted, called, names) : called === wanted;
}

/** The dimension whose names tell whether a request is one of a subject's. */
export function tellingDimension(dimension: SubjectDimension, wanted: string): Dimension {
  return isDerived(dimension) ? toldBy(dimension, wanted) : dimension;
}

/** What a subject names, each with its value. */
export function namedIn(subject: Subject): readonly (readonly [SubjectDimension, string])[] {
  return Object.entries(subject) as [SubjectDimension, string][];
}

/** Whether a request is one of the subject's. */
export function isOf({ dimensions }: Request, subject: Subject, names: SubjectNames): boolean {
  return namedIn(subject).every(([dimension, wanted]) =>
    isCalled(dimension, dimensions[tellingDimension(dimension, wanted)], wanted, names),
  );
}
