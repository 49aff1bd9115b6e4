import type { Series } from './series/series.ts';

/** Whether two names mean one host: equal, or equal up to the first dot (`web1` and `web1.example.org`). */
export function sameHost(a: string, b: string): boolean {
  return shortName(a) === shortName(b);
}

function shortName(host: string): string {
  return /^[\d.]+$/.test(host) ? host : (host.split('.')[0] ?? host).toLowerCase();
}

/** The series of one host, and its name where one is known. */
export interface HostSeries {
  readonly host: string | undefined;
  readonly series: readonly Series[];
}

/**
 * The series that belong to a log's host. A log without a host takes every node's series, one node after the
 * other: where there is one, it is the log's. Series that name no node belong to every host.
 */
export function seriesOfHost(
  host: string | undefined,
  series: readonly Series[],
): readonly HostSeries[] {
  const everybody = series.filter(({ node }) => node === undefined);
  if (host !== undefined) {
    const own = series.filter(({ node }) => node !== undefined && sameHost(node, host));
    return [{ host, series: [...own, ...everybody] }];
  }
  const nodes: string[] = [];
  for (const { node } of series) {
    if (node !== undefined && !nodes.some((known) => sameHost(known, node))) nodes.push(node);
  }
  if (nodes.length === 0) return [{ host: undefined, series: everybody }];
  return nodes.map((node) => ({
    host: node,
    series: [
      ...series.filter((one) => one.node !== undefined && sameHost(one.node, node)),
      ...everybody,
    ],
  }));
}
