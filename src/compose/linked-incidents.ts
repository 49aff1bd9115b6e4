import type { AnalysedIncident } from '../analysis/analyse.ts';

/** The ids of the incidents that other hosts had at the same time. */
export function linkedIds(
  own: AnalysedIncident,
  all: readonly AnalysedIncident[],
): readonly string[] {
  return all.flatMap((other, at) => (isLinked(own, other) ? [String(at + 1)] : []));
}

/** The hosts of those incidents. */
export function linkedHosts(
  own: AnalysedIncident,
  all: readonly AnalysedIncident[],
): readonly string[] {
  const hosts = all.filter((other) => isLinked(own, other)).flatMap(({ host }) => host ?? []);
  return [...new Set(hosts)];
}

function isLinked(own: AnalysedIncident, other: AnalysedIncident): boolean {
  if (own.host === other.host) return false;
  const [a, b] = [own.incident, other.incident];
  return a.startMs <= b.endMs && b.startMs <= a.endMs;
}
