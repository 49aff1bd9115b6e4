import type { Dimension, Subject } from './dimension.ts';
import type { TimeSpan } from './grid.ts';
import { keyText } from './keys.ts';
import type { Request } from './request.ts';
import type { RouteNames } from './route-names.ts';

/** Whether any part of a request that began and ended then, epoch milliseconds, lies in a span. */
export function touches({ fromMs, toMs }: TimeSpan, startMs: number, endMs: number): boolean {
  return endMs >= fromMs && startMs < toMs;
}

/** Whether a name in a dimension is the one that a subject has there; `names` tells what routes are called. */
export function isCalled(
  dimension: Dimension,
  name: string,
  wanted: string,
  names: RouteNames,
): boolean {
  const key = keyText(name);
  return (dimension === 'route' ? names.nameOf(key) : key) === wanted;
}

/** The dimensions that a subject names, each with its value. */
export function namedIn(subject: Subject): readonly (readonly [Dimension, string])[] {
  return Object.entries(subject) as [Dimension, string][];
}

/** Whether a request is one of the subject's. */
export function isOf({ dimensions }: Request, subject: Subject, names: RouteNames): boolean {
  return namedIn(subject).every(([dimension, wanted]) => {
    const name = dimensions[dimension];
    return name !== undefined && isCalled(dimension, name, wanted, names);
  });
}
