import type { CulpritKind } from '../../analysis/culprit-kind.ts';
import type { Pattern } from '../../analysis/culprit-pattern.ts';
import type { Role } from '../../series/series.ts';

/** Software whose settings the advice knows. */
export const software = ['apache', 'lighttpd', 'nginx', 'uwsgi', 'php'] as const;
export type Software = (typeof software)[number];

/** Something to do, and where it is written. */
export interface Advice {
  readonly text: string;
  readonly source: string;
  /** Whether it stops the trouble, or keeps it from coming again. */
  readonly when: 'now' | 'later';
}

/** When a piece of advice is given: all that is named must hold. */
export interface Rule extends Advice {
  readonly kinds: readonly CulpritKind[];
  /** Only for slices that went about it so. */
  readonly patterns?: readonly Pattern[];
  /** Not for slices that went about it so. */
  readonly exceptPatterns?: readonly Pattern[];
  /** Only where the incident is of such a series. */
  readonly roles?: readonly Role[];
  /** Only where requests came over such a protocol. */
  readonly protocol?: RegExp;
  /** Only where this software was seen. */
  readonly software?: Software;
  /** Whether it must have logged the requests itself: limits for clients belong in front. */
  readonly isInFront?: boolean;
}
