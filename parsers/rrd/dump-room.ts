import {
  isMiss,
  type MetricReading,
  type MetricRoom,
  type MetricSource,
  type Miss,
} from '../contract.ts';
import { readDump } from './dump.ts';
import { rrdReading } from './rrd-series.ts';
import { decodeHead, decodeText } from './text.ts';

/** The root element, after whatever may come before it: a declaration, a document type, comments. */
const dumpStart =
  /^(?:ï»¿)?\s*(?:<\?xml[^>]*>\s*|<!DOCTYPE[^>]*>\s*|<!--(?:[^-]|-(?!->))*-->\s*)*<rrd[\s>]/;

/** What `rrdtool dump` prints: the same series as the file itself gives. */
export const dumpRoom: MetricRoom = {
  name: 'rrdtool dump',
  recognises(head: Uint8Array): boolean {
    return dumpStart.test(decodeHead(head));
  },
  read(bytes: Uint8Array, source: MetricSource): MetricReading | Miss {
    const text = decodeText(bytes);
    if (typeof text !== 'string') return text;
    const dump = readDump(text);
    if (isMiss(dump)) return dump;
    const reading = rrdReading(dump, source);
    if (isMiss(reading) || dump.cut === undefined) return reading;
    return { ...reading, notes: [...reading.notes, dump.cut] };
  },
};
