import type { MetricReading, MetricSeries, MetricSource, Miss } from '../contract.ts';
import type { RrdFile } from './rrd-file.ts';
import { preferredConsolidation, selectRows } from './select-rows.ts';

/**
 * What rrdtool stores for each type of data source: all but GAUGE and COMPUTE are turned into rates
 * per second when they are updated. https://oss.oetiker.ch/rrdtool/doc/rrdcreate.en.html
 */
const storedKinds: Readonly<Record<string, MetricSeries['kind']>> = {
  GAUGE: 'gauge',
  COUNTER: 'rate',
  DERIVE: 'rate',
  ABSOLUTE: 'rate',
  DCOUNTER: 'rate',
  DDERIVE: 'rate',
};

/**
 * One series for each data source, named by it, with the rows that `selectRows` picks. A source without
 * a known value gives a series without samples.
 */
export function rrdReading(file: RrdFile, { span }: MetricSource): MetricReading | Miss {
  const consolidation = preferredConsolidation(file.archives);
  if (consolidation === undefined) {
    return { reason: 'RRD without measurements: all its archives are Holt-Winters predictions' };
  }
  const series: MetricSeries[] = [];
  for (const [index, { name, type }] of file.sources.entries()) {
    const rows = selectRows(file.archives, index, span);
    const kind = storedKinds[type];
    if (rows === undefined) continue;
    series.push({ name, labels: {}, ...(kind === undefined ? {} : { kind }), ...rows });
  }
  return { series, notes: [...consolidationNote(consolidation), ...skippedNote(file.skipped)] };
}

function consolidationNote(consolidation: string): readonly string[] {
  if (consolidation === 'AVERAGE') return [];
  return [`no AVERAGE archive: the values are those of ${consolidation}`];
}

function skippedNote(skipped: readonly string[]): readonly string[] {
  if (skipped.length === 0) return [];
  const names = [...new Set(skipped)].sort().join(', ');
  return [`archives left out, as predictions are no measurements: ${names}`];
}
