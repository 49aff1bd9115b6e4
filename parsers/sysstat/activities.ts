/**
 * The activities of `sadf -j` that are read, by their path in a sample, and whether their values are one instant's or
 * the mean of the interval before it: a rate per second, or a percentage. Others (interrupts, sensors, NFS) are of no
 * use here. https://sysstat.github.io/ (sar(1), sadf(1)) and
 * https://github.com/sysstat/sysstat/blob/master/json_stats.c
 */
export const activities: ReadonlyMap<string, 'gauge' | 'rate'> = new Map<string, 'gauge' | 'rate'>([
  ['cpu-load', 'rate'],
  ['cpu-load-all', 'rate'],
  ['process-and-context-switch', 'rate'],
  ['swap-pages', 'rate'],
  ['paging', 'rate'],
  ['io', 'rate'],
  ['memory', 'gauge'],
  ['kernel', 'gauge'],
  ['queue', 'gauge'],
  ['disk', 'rate'],
  ['network.net-dev', 'rate'],
  ['network.net-edev', 'rate'],
  ['network.net-sock', 'gauge'],
  ['network.net-sock6', 'gauge'],
  ['network.net-tcp', 'rate'],
  ['network.net-etcp', 'rate'],
  ['network.softnet', 'rate'],
  ['filesystems', 'gauge'],
  ['psi.psi-cpu', 'rate'],
  ['psi.psi-io', 'rate'],
  ['psi.psi-mem', 'rate'],
]);

/** Fields that say which of several things an entry is of. */
export const labelFields: ReadonlySet<string> = new Set([
  'cpu',
  'iface',
  'disk-device',
  'filesystem',
  'mountpoint',
]);
