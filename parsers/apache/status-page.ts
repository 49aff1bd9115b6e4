import { colonLines, type MetricValue, valuesNamed } from '../metric-value.ts';

/** What the lines of `server-status?auto` are called by apache_exporter. */
const names: Readonly<Record<string, string>> = {
  'Total Accesses': 'apache_accesses_total',
  'Total kBytes': 'apache_sent_kilobytes_total',
};
const workers: Readonly<Record<string, string>> = { BusyWorkers: 'busy', IdleWorkers: 'idle' };

/** The places of the scoreboard, and the states that apache_exporter tells. */
const states: Readonly<Record<string, string>> = {
  _: 'idle',
  S: 'startup',
  R: 'read',
  W: 'reply',
  K: 'keepalive',
  D: 'dns',
  C: 'closing',
  L: 'logging',
  G: 'graceful_stop',
  I: 'idle_cleanup',
  '.': 'open_slot',
};

/**
 * Reads the text that Apache's mod_status gives for `?auto`, under the names of apache_exporter. Undefined where it is none.
 * https://httpd.apache.org/docs/2.4/mod/mod_status.html#machinereadable,
 * https://github.com/Lusitaniae/apache_exporter#collectors
 */
export function readApacheStatus(text: string): readonly MetricValue[] | undefined {
  const lines = colonLines(text);
  if (!lines.has('BusyWorkers') || !lines.has('Scoreboard')) return undefined;
  const connections = Number(lines.get('ConnsTotal') ?? Number.NaN);
  const processes = Number(lines.get('Processes') ?? Number.NaN);
  return [
    ...Object.entries(workers).map(([word, state]) => ({
      name: 'apache_workers',
      labels: { state },
      value: Number(lines.get(word) ?? Number.NaN),
    })),
    ...scoreboard(lines.get('Scoreboard') ?? ''),
    ...valuesNamed(names, lines),
    ...told('apache_connections', 'total', connections),
    ...told('apache_processes', 'all', processes),
  ];
}

/** How many places are in each state: all of them, so that a state which nobody is in is 0. */
function scoreboard(places: string): readonly MetricValue[] {
  return Object.entries(states).map(([mark, state]) => ({
    name: 'apache_scoreboard',
    labels: { state },
    value: [...places].filter((place) => place === mark).length,
  }));
}

function told(name: string, state: string, value: number): readonly MetricValue[] {
  return Number.isFinite(value) ? [{ name, labels: { state }, value }] : [];
}
