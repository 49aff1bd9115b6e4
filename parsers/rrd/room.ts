import {
  isMiss,
  type MetricReading,
  type MetricRoom,
  type MetricSeries,
  type MetricSource,
  type Miss,
} from '../contract.ts';
import { readRrd } from './read-rrd.ts';
import { selectRows } from './select-rows.ts';

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
 * RRD files: one series for each data source, named by it, with the rows that `selectRows` picks.
 * A source without a known value gives a series without samples.
 */
export const rrdRoom: MetricRoom = {
  name: 'rrd',
  recognises(head: Uint8Array): boolean {
    return head[0] === 0x52 && head[1] === 0x52 && head[2] === 0x44 && head[3] === 0;
  },
  read(bytes: Uint8Array, source: MetricSource): MetricReading | Miss {
    const file = readRrd(bytes);
    if (isMiss(file)) return file;
    const series: MetricSeries[] = [];
    for (const [index, { name, type }] of file.sources.entries()) {
      const rows = selectRows(file.archives, index, source.span);
      if (rows === undefined) return { reason: 'RRD file without an AVERAGE archive' };
      const kind = storedKinds[type];
      series.push({ name, labels: {}, ...(kind === undefined ? {} : { kind }), ...rows });
    }
    return { series, notes: [] };
  },
};
