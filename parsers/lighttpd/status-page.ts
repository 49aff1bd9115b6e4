import { colonLines, type MetricValue, valuesNamed } from '../metric-value.ts';

const names: Readonly<Record<string, string>> = {
  BusyServers: 'lighttpd_busy_servers',
  IdleServers: 'lighttpd_idle_servers',
  'Total Accesses': 'lighttpd_accesses_total',
  'Total kBytes': 'lighttpd_kilobytes_total',
};

/**
 * Reads the text that lighttpd's mod_status gives for `?auto`; a busy server is a connection. Undefined where it is none.
 * https://redmine.lighttpd.net/projects/lighttpd/wiki/Docs_ModStatus
 */
export function readLighttpdStatus(text: string): readonly MetricValue[] | undefined {
  const lines = colonLines(text);
  return lines.has('BusyServers') ? valuesNamed(names, lines) : undefined;
}
