import type { MuninDatafile, MuninField } from '../../parsers/munin/datafile.ts';
import { type MuninName, muninName, muninNameOn } from '../../parsers/munin/file-name.ts';
import type { AlarmLevels } from './series.ts';

/** What a Munin file's name and the datafile tell of its one series. */
export interface MuninIdentity {
  readonly host: string;
  /** `plugin.field` */
  readonly name: string;
  /** What Munin stores for the field's type: all but gauges are turned into rates. */
  readonly kind: 'gauge' | 'rate';
  /** The graph's `vlabel`. */
  readonly unit?: string;
  /** The graph's title and the field's label, and the formula where it draws other numbers than are stored. */
  readonly title?: string;
  readonly levels?: AlarmLevels;
  readonly upperLimit?: number;
}

/**
 * Resolves the names of Munin's files. A file name alone is ambiguous where plugin or field hold
 * dashes, as multigraphs do: the datafile decides; without it, a host and plugin that a plainer file
 * name gives.
 */
export class MuninNames {
  readonly #byFile = new Map<string, MuninField>();
  readonly #plugins = new Map<string, Set<string>>();

  constructor(datafiles: readonly MuninDatafile[], fileNames: readonly string[]) {
    for (const datafile of datafiles) {
      for (const field of datafile.values())
        this.#byFile.set(fileKey(field.host, field.name), field);
    }
    for (const fileName of fileNames) {
      const plain = muninName(fileName);
      if (plain === undefined) continue;
      const plugins = this.#plugins.get(plain.host) ?? new Set();
      this.#plugins.set(plain.host, plugins.add(plain.plugin));
    }
  }

  /** Undefined when the name is not one of Munin's. */
  resolve(fileName: string): MuninIdentity | undefined {
    const plain = muninName(fileName);
    if (plain === undefined) return undefined;
    const field = this.#byFile.get(fileName.slice(0, -'-g.rrd'.length).replaceAll('.', '-'));
    const kind = plain.type === 'gauge' ? 'gauge' : 'rate';
    if (field !== undefined) {
      return { host: field.host, name: field.name, kind, ...attributesOf(field) };
    }
    const { host, plugin, field: fieldName } = this.#shorterHost(fileName, plain.host) ?? plain;
    return { host, name: `${plugin}.${fieldName}`, kind };
  }

  /** The name under a host that plainer file names give: what is left of its first dash is a plugin of that host. */
  #shorterHost(fileName: string, longHost: string): MuninName | undefined {
    for (const [host, plugins] of this.#plugins) {
      if (!longHost.startsWith(`${host}-`)) continue;
      const named = muninNameOn(host, fileName);
      const root = named?.plugin.split('.')[0];
      if (named === undefined || root === undefined) continue;
      // No host has an underscore in its name; most plugins with several graphs have.
      if (plugins.has(root) || root.includes('_')) return named;
    }
    return undefined;
  }
}

function attributesOf(field: MuninField) {
  const { vlabel, title, label, cdef, warning, critical, upperLimit } = field;
  const named = [title, label].filter((part) => part !== undefined).join(': ');
  const caption = cdef === undefined ? named : `${named}, drawn as ${cdef}`;
  const levels = {
    ...(warning === undefined ? {} : { warning }),
    ...(critical === undefined ? {} : { critical }),
  };
  return {
    ...(vlabel === undefined ? {} : { unit: vlabel }),
    ...(caption === '' ? {} : { title: caption }),
    ...(Object.keys(levels).length === 0 ? {} : { levels }),
    ...(upperLimit === undefined ? {} : { upperLimit }),
  };
}

/** Dots and dashes are alike in file names: Munin turns a multigraph's dots into dashes. */
function fileKey(host: string, name: string): string {
  return `${host}-${name}`.replaceAll('.', '-');
}
