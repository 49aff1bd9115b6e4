import {
  isMiss,
  type MetricReading,
  type MetricRoom,
  type MetricSource,
  type Miss,
} from '../contract.ts';
import { readRrd } from './read-rrd.ts';
import { rrdReading } from './rrd-series.ts';

/** RRD files as rrdtool writes them on any machine. */
export const rrdRoom: MetricRoom = {
  name: 'rrd',
  recognises(head: Uint8Array): boolean {
    return head[0] === 0x52 && head[1] === 0x52 && head[2] === 0x44 && head[3] === 0;
  },
  read(bytes: Uint8Array, source: MetricSource): MetricReading | Miss {
    const file = readRrd(bytes);
    return isMiss(file) ? file : rrdReading(file, source);
  },
};
