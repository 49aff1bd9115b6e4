import type { DerivedDimension } from './derived.ts';

/** The names by which a slice of requests can be told (design.md, section 1). */
export const dimensions = [
  'route',
  'client',
  'network',
  'agent',
  'status',
  'method',
  'protocol',
  'vhost',
  'size',
  'duration',
  'referer',
] as const;

export type Dimension = (typeof dimensions)[number];

/** What a subject can name: a dimension, or what is told of one. */
export type SubjectDimension = Dimension | DerivedDimension;

/** A set of requests: one value for each dimension it names. An empty subject is all traffic. */
export type Subject = Partial<Readonly<Record<SubjectDimension, string>>>;

/** The same for subjects that name the same, in whatever order. */
export function subjectKey(subject: Subject): string {
  return JSON.stringify(Object.entries(subject).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Pairs that are rolled up beside the single dimensions (method.md 3.2): a culprit is often a client
 * at one route, one status of a route, or one size of it.
 */
export const dimensionPairs: readonly (readonly [Dimension, Dimension])[] = [
  ['route', 'client'],
  ['route', 'network'],
  ['route', 'agent'],
  ['route', 'status'],
  ['route', 'method'],
  ['route', 'protocol'],
  ['route', 'size'],
  ['route', 'duration'],
  ['client', 'status'],
  ['client', 'duration'],
  ['agent', 'duration'],
  ['method', 'protocol'],
];
