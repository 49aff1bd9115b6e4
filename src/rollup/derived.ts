import { isOddAgent } from '../request/odd-agent.ts';
import type { Dimension } from './dimension.ts';

/**
 * Names of sets of requests that no dimension has: the pages below a `folder`, requests whose agent is of a class, those
 * `without` a dimension, and those whose name in a dimension is `new` in an incident. Nothing is rolled up by them: they are told of
 * the names in one dimension.
 */
export const derivedDimensions = ['folder', 'agentClass', 'without', 'new'] as const;
export type DerivedDimension = (typeof derivedDimensions)[number];

/** The class of agents that are out of use, or impossible (odd-agent.ts). */
export const ODD_AGENTS = 'out of use or impossible';

/** Dimensions that a request of a browser has, where the log carries them. */
export const missable: readonly (Dimension & ('referer' | 'agent'))[] = ['referer', 'agent'];

/** Dimensions whose new names tell something: who comes, by what, and for what. */
export type Newable = Dimension & ('client' | 'agent' | 'route');
export const newable: readonly Newable[] = ['client', 'agent', 'route'];

/** The dimension of which a subject names what is new; undefined where it names none. */
export function newIn({ new: value }: { readonly new?: string | undefined }): Newable | undefined {
  return newable.find((dimension) => dimension === value);
}

export function isDerived(dimension: string): dimension is DerivedDimension {
  return (derivedDimensions as readonly string[]).includes(dimension);
}

/** The dimension whose names tell it. */
export function toldBy(derived: DerivedDimension, value: string): Dimension {
  switch (derived) {
    case 'folder':
      return 'route';
    case 'agentClass':
      return 'agent';
    case 'without':
      return missable.find((dimension) => dimension === value) ?? 'referer';
    case 'new':
      return newIn({ new: value }) ?? 'client';
  }
}

/** Whether a request with this name in that dimension is one of them; a route by the name that it is called. */
export function isDerivedOf(
  derived: DerivedDimension,
  value: string,
  name: string | undefined,
  known: { isNew(dimension: string, name: string): boolean },
): boolean {
  switch (derived) {
    case 'folder':
      return name?.startsWith(value) === true;
    case 'agentClass':
      return name !== undefined && value === ODD_AGENTS && isOddAgent(name);
    case 'without':
      return name === undefined;
    case 'new':
      return name !== undefined && known.isNew(value, name);
  }
}
