import type { MuninDatafile, MuninField } from '../../parsers/munin/datafile.ts';
import { muninName, muninNameOn } from '../../parsers/munin/file-name.ts';

/** What a Munin file's name and the datafile tell of its one series. */
export interface MuninIdentity {
  readonly host: string;
  /** `plugin.field` */
  readonly name: string;
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
    if (field !== undefined) {
      const { host, name, upperLimit } = field;
      return { host, name, ...(upperLimit === undefined ? {} : { upperLimit }) };
    }
    const { host, plugin, field: fieldName } = this.#shorterHost(fileName) ?? plain;
    return { host, name: `${plugin}.${fieldName}` };
  }

  #shorterHost(fileName: string): ReturnType<typeof muninNameOn> {
    for (const [host, plugins] of this.#plugins) {
      const named = muninNameOn(host, fileName);
      const root = named?.plugin.split('.')[0];
      if (named?.plugin !== root && root !== undefined && plugins.has(root)) return named;
    }
    return undefined;
  }
}

/** Dots and dashes are alike in file names: Munin turns a multigraph's dots into dashes. */
function fileKey(host: string, name: string): string {
  return `${host}-${name}`.replaceAll('.', '-');
}
