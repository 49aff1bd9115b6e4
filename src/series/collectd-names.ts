import { type CollectdName, collectdName, isStockName } from '../../parsers/collectd/file-name.ts';

/** What a collectd file's path tells of its series. */
export interface CollectdIdentity {
  /** Absent where the path begins below the host's folder. */
  readonly host?: string;
  /** `plugin/type`, and `/source` for all but the only data source `value`. */
  nameOf(source: string): string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Resolves the paths of collectd's files: those in a folder that has a file of a stock plugin. */
export class CollectdNames {
  readonly #hostFolders = new Set<string>();

  constructor(paths: readonly string[]) {
    for (const path of paths) {
      const name = collectdName(path);
      if (name !== undefined && isStockName(name)) this.#hostFolders.add(name.hostFolder);
    }
  }

  /** Undefined when the file is not one of collectd's. */
  resolve(path: string): CollectdIdentity | undefined {
    const name = collectdName(path);
    if (name === undefined || !this.#hostFolders.has(name.hostFolder)) return undefined;
    return identityOf(name);
  }
}

function identityOf(name: CollectdName): CollectdIdentity {
  const { hostFolder, plugin, pluginInstance, type, typeInstance } = name;
  const host = hostFolder.slice(hostFolder.lastIndexOf('/') + 1);
  const base = `${plugin}/${type}`;
  return {
    ...(/^\.*$/.test(host) ? {} : { host }),
    nameOf: (source) => (source === 'value' ? base : `${base}/${source}`),
    labels: {
      ...(pluginInstance === undefined ? {} : { plugin_instance: pluginInstance }),
      ...(typeInstance === undefined ? {} : { type_instance: typeInstance }),
    },
  };
}
