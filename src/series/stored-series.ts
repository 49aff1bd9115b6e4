import type { MetricSeries } from '../../parsers/contract.ts';
import type { MuninDatafile } from '../../parsers/munin/datafile.ts';
import { CollectdNames } from './collectd-names.ts';
import type { RawSeries } from './input.ts';
import { MuninNames } from './munin-names.ts';

/** What people add to the name of an RRD when they print or pack it: `.dump.xml`, `.fetch.txt`, `.gz`. */
const addedEndings =
  /(?:\.rrd)?(?:[._-](?:dump|xport|fetch|export))?(?:\.(?:xml|json|txt|out|dump|xport|fetch))?(?:\.(?:gz|bz2|xz|zst))?$/i;

/**
 * Names the series of RRD files and of what rrdtool prints of them, by the paths of all files: as Munin
 * or collectd name their files, else by the file's own name and the data source.
 */
export class StoredNames {
  readonly #munin: MuninNames;
  readonly #collectd: CollectdNames;

  constructor(datafiles: readonly MuninDatafile[], paths: readonly string[]) {
    const stored = paths.map(rrdPath);
    this.#munin = new MuninNames(datafiles, stored.map(lastPart));
    this.#collectd = new CollectdNames(stored);
  }

  /** The series of the file at `path`, named. */
  name(series: readonly MetricSeries[], path: string): readonly RawSeries[] {
    const paths = [path];
    const stored = rrdPath(path);
    const collectd = this.#collectd.resolve(stored);
    if (collectd !== undefined) {
      const { host, labels, nameOf } = collectd;
      const node = host === undefined ? {} : { node: host };
      return series.map((one) => ({
        ...one,
        ...node,
        name: nameOf(one.name),
        labels,
        vendor: 'collectd',
        paths,
      }));
    }
    const munin = series.length === 1 ? this.#munin.resolve(lastPart(stored)) : undefined;
    if (munin !== undefined) {
      const { host, kind, ...identity } = munin;
      return series.map((one) => ({
        kind,
        ...one,
        ...identity,
        node: host,
        vendor: 'munin',
        paths,
      }));
    }
    const stem = lastPart(stored).replace(/\.rrd$/, '');
    return series.map((one) => ({ ...one, name: `${stem}.${one.name}`, vendor: 'rrd', paths }));
  }
}

/** The path of the RRD that a file is or was made of. */
function rrdPath(path: string): string {
  return `${path.replaceAll('\\', '/').replace(addedEndings, '')}.rrd`;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
