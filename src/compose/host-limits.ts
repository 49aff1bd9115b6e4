import { sameHost } from '../match-hosts.ts';
import type { Limit } from '../report/report.ts';
import type { ReportParts } from './report-parts.ts';

/** Names of hosts that are told; of more it is only said that there are. */
const HOSTS_SHOWN = 5;

type Inputs = Pick<ReportParts, 'logs' | 'series'>;

/** Hosts that have logs and, by its name, none of the metrics: what they had is set against nothing. */
export function hostsWithoutMetrics({ logs, series }: Inputs): readonly string[] {
  // What names no host belongs to each.
  if (series.length === 0 || series.some(({ node }) => node === undefined)) return [];
  const hosts = new Set(logs.flatMap(({ host }) => host ?? []));
  return [...hosts].filter(
    (host) => !series.some(({ node }) => node !== undefined && sameHost(node, host)),
  );
}

/** Says whose logs and whose metrics they are: mostly one host has two names. */
export function hostLimits(inputs: Inputs): readonly Limit[] {
  const hosts = hostsWithoutMetrics(inputs);
  if (hosts.length === 0) return [];
  const nodes = new Set(inputs.series.flatMap(({ node }) => node ?? []));
  return [
    {
      code: 'host-without-metrics',
      text: `None of the metrics are of ${listed(hosts)}: they are of ${listed([...nodes])}.`,
      remedy: `name the host of the log as its metrics do: --host ${[...nodes][0] ?? 'name'}=path`,
    },
  ];
}

function listed(names: readonly string[]): string {
  const more = names.length > HOSTS_SHOWN ? ' and others' : '';
  return `${names.slice(0, HOSTS_SHOWN).join(', ')}${more}`;
}
