/**
 * The names of Munin's RRD files, `<host>-<plugin>-<field>-<type>.rrd`, in a directory named by the
 * group. https://github.com/munin-monitoring/munin/blob/stable-2.0/master/lib/Munin/Master/UpdateWorker.pm
 */
export interface MuninName {
  readonly host: string;
  /** Multigraph plugins `a.b` are written `a-b`; see `muninNameOn`. */
  readonly plugin: string;
  readonly field: string;
  readonly type: MuninType;
}

export type MuninType = 'gauge' | 'counter' | 'derive' | 'absolute';

const types: Readonly<Record<string, MuninType>> = {
  g: 'gauge',
  c: 'counter',
  d: 'derive',
  a: 'absolute',
};

const nameShape = /^(?<rest>.+)-(?<type>[gcda])\.rrd$/;

/**
 * Takes a file name apart: the last three dashes separate, since hosts may hold dashes, and Munin
 * writes those of plugins and fields as underscores. Undefined when the name is no Munin name.
 */
export function muninName(fileName: string): MuninName | undefined {
  const split = splitType(fileName);
  if (split === undefined) return undefined;
  const parts = split.rest.split('-');
  const field = parts.pop();
  const plugin = parts.pop();
  const host = parts.join('-');
  if (!field || !plugin || host === '') return undefined;
  return { host, plugin, field, type: split.type };
}

/**
 * Takes a file name apart when the host is known: what follows it is the plugin, with further parts
 * for a multigraph (`diskstats_throughput-vda-rdbytes` is `diskstats_throughput.vda`), then the field.
 */
export function muninNameOn(host: string, fileName: string): MuninName | undefined {
  const split = splitType(fileName);
  if (split === undefined || !split.rest.startsWith(`${host}-`)) return undefined;
  const parts = split.rest.slice(host.length + 1).split('-');
  const field = parts.pop();
  if (!field || parts.length === 0 || parts.includes('')) return undefined;
  return { host, plugin: parts.join('.'), field, type: split.type };
}

function splitType(fileName: string): { rest: string; type: MuninType } | undefined {
  const { rest, type: letter } = nameShape.exec(fileName)?.groups ?? {};
  const type = letter === undefined ? undefined : types[letter];
  return rest === undefined || type === undefined ? undefined : { rest, type };
}
