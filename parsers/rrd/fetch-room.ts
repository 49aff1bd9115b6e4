import { isMiss, type MetricReading, type MetricRoom, type Miss } from '../contract.ts';
import { tableReading } from './export-table.ts';
import { readFetch } from './fetch.ts';
import { decodeHead, decodeText } from './text.ts';

/** Names of data sources set to the right, an empty line, a first row. */
const fetchStart =
  /^ {2,}[\w-]+(?: +[\w-]+)*\r?\n\s*\r?\n *\d{1,12}: *(?:[-+]?nan|[-+]?inf|[-+]?\d+[.,][\d#])/i;

/** What `rrdtool fetch` prints; one series for each data source. */
export const fetchRoom: MetricRoom = {
  name: 'rrdtool fetch',
  recognises(head: Uint8Array): boolean {
    return fetchStart.test(decodeHead(head));
  },
  read(bytes: Uint8Array): MetricReading | Miss {
    const text = decodeText(bytes);
    if (typeof text !== 'string') return text;
    const table = readFetch(text);
    return isMiss(table) ? table : tableReading(table);
  },
};
