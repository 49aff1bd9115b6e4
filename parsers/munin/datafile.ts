import { type AlarmRange, readRange } from './levels.ts';

/** What Munin's `datafile` tells of a field, with the attributes of the graph it stands on. */
export interface MuninField {
  readonly group?: string;
  readonly host: string;
  /** `plugin.field`; a multigraph's plugin holds dots itself. */
  readonly name: string;
  readonly label?: string;
  /** `GAUGE`, `COUNTER`, `DERIVE` or `ABSOLUTE`. */
  readonly type?: string;
  readonly warning?: AlarmRange;
  readonly critical?: AlarmRange;
  /** The field that is drawn below the axis together with this one. */
  readonly negative?: string;
  /** The formula that the graph draws instead of the stored values, in reverse Polish notation. */
  readonly cdef?: string;
  readonly title?: string;
  readonly vlabel?: string;
  /** `--upper-limit` of the graph's arguments: the plugin `memory` gives the size of the memory. */
  readonly upperLimit?: number;
}

/** By `host;plugin.field`. */
export type MuninDatafile = ReadonlyMap<string, MuninField>;

type Attributes = Map<string, string>;

/**
 * `example.org;web1.example.org:memory.apps.label apps`, the group left out where there is none, or of several
 * parts. `limits` has such lines without a colon.
 */
const lineShape = /^(?:(?<group>[^:]*);)?(?<host>[^;:\s]+):(?<path>\S+)\.(?<key>\w+) (?<value>.*)$/;
const upperLimitShape = /(?:^|\s)(?:--upper-limit|-u)[ =](?<limit>\d+(?:\.\d+)?)(?:\s|$)/;

/** Whether a text is a datafile: its first line is Munin's version. */
export function isDatafile(head: string): boolean {
  return /^version \d+\.\d/.test(head);
}

/**
 * Reads the text of `datafile`, which Munin 1.4 and 2 write alike. Lines that are none of it are passed over.
 * https://guide.munin-monitoring.org/en/latest/reference/directories.html
 */
export function readDatafile(text: string): MuninDatafile {
  const graphs = new Map<string, Attributes>();
  const fields = new Map<string, { group?: string; host: string; name: string; own: Attributes }>();
  for (const line of text.split('\n')) {
    const { group, host, path, key, value } = lineShape.exec(line)?.groups ?? {};
    if (host === undefined || path === undefined || key === undefined || value === undefined)
      continue;
    const id = `${host};${path}`;
    if (key.startsWith('graph_')) {
      attributesOf(graphs, id).set(key, value);
    } else if (path.includes('.')) {
      const field = fields.get(id) ?? {
        ...(group === undefined ? {} : { group }),
        host,
        name: path,
        own: new Map(),
      };
      fields.set(id, field);
      field.own.set(key, value.trimEnd());
    }
  }
  return new Map(
    [...fields].map(([id, { own, ...field }]) => {
      const graph = graphs.get(id.slice(0, id.lastIndexOf('.')));
      return [id, { ...field, ...fieldAttributes(own), ...graphAttributes(graph) }];
    }),
  );
}

function attributesOf(all: Map<string, Attributes>, id: string): Attributes {
  const attributes = all.get(id) ?? new Map<string, string>();
  all.set(id, attributes);
  return attributes;
}

function fieldAttributes(own: Attributes): Partial<MuninField> {
  const texts = ['label', 'type', 'negative', 'cdef'] as const;
  const ranges = ['warning', 'critical'] as const;
  return Object.fromEntries([
    ...texts.flatMap((key) => entry(key, own.get(key))),
    ...ranges.flatMap((key) => entry(key, readRange(own.get(key) ?? ''))),
  ]);
}

function graphAttributes(graph: Attributes | undefined): Partial<MuninField> {
  const { limit } = upperLimitShape.exec(graph?.get('graph_args') ?? '')?.groups ?? {};
  return Object.fromEntries([
    ...entry('title', graph?.get('graph_title')),
    ...entry('vlabel', graph?.get('graph_vlabel')),
    ...entry('upperLimit', limit === undefined ? undefined : Number(limit)),
  ]);
}

function entry<T>(key: string, value: T | undefined): [string, T][] {
  return value === undefined ? [] : [[key, value]];
}
