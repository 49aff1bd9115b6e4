/** Where a field of sadf's text stands in its document. */
export interface DocumentPlace {
  readonly activity: string;
  readonly field: string;
  /** The field that says of which device the number is. */
  readonly device?: string;
}

/** Activities with the fields that are read of them, as the text calls them; the document's name follows `=` where it differs. */
const written: readonly (readonly [
  activity: string,
  device: string | undefined,
  fields: string,
])[] = [
  [
    'cpu-load',
    'cpu',
    '%user=user %usr=usr %nice=nice %system=system %sys=sys %iowait=iowait %steal=steal %irq=irq %soft=soft %guest=guest %gnice=gnice %idle=idle',
  ],
  ['process-and-context-switch', undefined, 'proc/s=proc'],
  ['swap-pages', undefined, 'pswpin/s=pswpin pswpout/s=pswpout'],
  ['paging', undefined, 'majflt/s=majflt'],
  ['io', undefined, 'bread/s=io-reads.bread bwrtn/s=io-writes.bwrtn'],
  [
    'memory',
    undefined,
    'kbmemfree=memfree kbavail=avail kbmemused=memused %memused=memused-percent kbbuffers=buffers kbcached=cached kbslab=slab kbswpfree=swpfree kbswpused=swpused',
  ],
  ['queue', undefined, 'runq-sz plist-sz ldavg-1 ldavg-5 ldavg-15 blocked'],
  ['disk', 'disk-device', '%util=util-percent'],
  ['network.net-dev', 'iface', 'rxkB/s=rxkB txkB/s=txkB'],
  ['network.net-sock', undefined, 'tcpsck tcp-tw'],
  ['network.net-sock6', undefined, 'tcp6sck'],
  ['network.net-tcp', undefined, 'passive/s=passive active/s=active'],
  ['psi.psi-cpu', undefined, '%scpu=some_avg'],
  ['psi.psi-io', undefined, '%sio=some_avg'],
  ['psi.psi-mem', undefined, '%smem=some_avg'],
];

/**
 * The fields of `sadf -d` and `sadf -p` by their names there.
 * https://github.com/sysstat/sysstat/blob/master/rndr_stats.c
 */
export const textFields: ReadonlyMap<string, DocumentPlace> = new Map(
  written.flatMap(([activity, device, fields]) => {
    return fields.split(' ').map((pair) => {
      const [name = '', field = name] = pair.split('=');
      return [name, { activity, field, ...(device === undefined ? {} : { device }) }] as const;
    });
  }),
);
