import { derivedDimensions, isDerived } from '../rollup/derived.ts';
import type { Subject } from '../rollup/dimension.ts';

/** Dimensions of which every request has a value that most others share: they name no actor and no page. */
const BROAD: ReadonlySet<string> = new Set([
  'vhost',
  'protocol',
  'method',
  'size',
  'status',
  'duration',
  ...derivedDimensions,
]);

/** Whether a subject is told of the names in a dimension, by none of its own. */
export function isDerivedSubject(subject: Subject): boolean {
  return Object.keys(subject).some(isDerived);
}

export function isBroadDimension(dimension: string): boolean {
  return BROAD.has(dimension);
}

/** Whether every dimension of a subject names somebody or some page. */
export function isSpecific(subject: Subject): boolean {
  return !Object.keys(subject).some(isBroadDimension);
}

/** Whether a subject names nobody and no page: "status 200", "method GET". */
export function isBroad(subject: Subject): boolean {
  return Object.keys(subject).every(isBroadDimension);
}
