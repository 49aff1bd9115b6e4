import type { Role } from './series.ts';

/**
 * Which series a rule speaks of. A text is the whole name. An expression matches the whole name too; its
 * named groups count as labels, since Munin writes into names what Prometheus has as labels.
 */
export interface Matcher {
  readonly metric: string | RegExp;
  /** What labels must be, in whole. */
  readonly where?: Readonly<Record<string, string | RegExp>>;
}

/** Where the level comes from that a series cannot pass. */
export type LimitRule =
  /** The median of another series, or of the sum of several, with the same labels. */
  | { readonly of: Matcher }
  /** How many values a label has among the series that are summed: CPUs, workers. */
  | { readonly countOf: string };

/** How one or several series of a vendor become one that says something of a resource. */
export interface RoleRule extends Matcher {
  readonly role: Role;
  readonly unit: string;
  /** 1 when more is worse, the default. */
  readonly direction?: 1 | -1;
  /** The vendor counts up: rates per second are taken. */
  readonly counter?: true;
  /** Factor to `unit`. */
  readonly scale?: number;
  /** Labels that are summed over. */
  readonly sumOver?: readonly string[];
  /** Series with the same labels that are added and subtracted; all of them must be there. */
  readonly plus?: readonly Matcher[];
  readonly minus?: readonly Matcher[];
  /** Says what a derived series is; its inputs follow in brackets. */
  readonly title?: string;
  /** Tried in this order; the first that is there counts. */
  readonly limits?: readonly LimitRule[];
  /** The graph's upper end, times `scale`, is the limit where Munin's datafile tells it. */
  readonly graphLimit?: true;
  /** The counterpart that is left when less is busy: none left at the top marks the limit. */
  readonly idle?: Matcher;
  /** Left out on nodes that have a series of this metric or title. */
  readonly unless?: string;
  /** Left out on nodes whose series of this title never changes. */
  readonly onlyIfMoving?: string;
}

/** The metrics of one vendor's program. */
export interface MetricFamily {
  /** The names that are of this family. */
  readonly names: RegExp;
  readonly rules: readonly RoleRule[];
  /** Why the other metrics of the family are left out. */
  readonly rest: string;
  /** Whether an `instance` with such metrics is a monitoring program, not a program that is monitored. */
  readonly exporter?: true;
  /** The metrics describe the program that serves them: left out where that is an exporter. */
  readonly self?: true;
}

/** The labels of a series under a matcher, or undefined when it is not meant. */
export function matchLabels(
  matcher: Matcher,
  { name, labels }: { readonly name: string; readonly labels: Readonly<Record<string, string>> },
): Readonly<Record<string, string>> | undefined {
  const named = matchName(matcher.metric, name);
  if (named === undefined) return undefined;
  const all = { ...labels, ...named };
  for (const [label, wanted] of Object.entries(matcher.where ?? {})) {
    if (matchName(wanted, all[label] ?? '') === undefined) return undefined;
  }
  return all;
}

function matchName(
  wanted: string | RegExp,
  text: string,
): Readonly<Record<string, string>> | undefined {
  if (typeof wanted === 'string') return wanted === text ? {} : undefined;
  const match = wanted.exec(text);
  return match !== null && match[0] === text ? (match.groups ?? {}) : undefined;
}
