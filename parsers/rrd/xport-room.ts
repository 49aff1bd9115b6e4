import { isMiss, type MetricReading, type MetricRoom, type Miss } from '../contract.ts';
import { tableReading } from './export-table.ts';
import { decodeHead, decodeText } from './text.ts';
import { joinXport } from './xport.ts';
import { scanXportJson } from './xport-json.ts';
import { scanXportXml } from './xport-xml.ts';

const xmlStart = /^(?:ï»¿)?\s*(?:<\?xml[^>]*>\s*|<!--(?:[^-]|-(?!->))*-->\s*)*<xport>/;
const jsonStart = /^(?:ï»¿)?\s*\{\s*"?about"?\s*:\s*["']RRDtool (?:graph|xport) JSON output["']/;

/** What `rrdtool xport` prints, as XML or JSON; one series for each legend. */
export const xportRoom: MetricRoom = {
  name: 'rrdtool xport',
  recognises(head: Uint8Array): boolean {
    const text = decodeHead(head);
    return xmlStart.test(text) || jsonStart.test(text);
  },
  read(bytes: Uint8Array): MetricReading | Miss {
    const text = decodeText(bytes);
    if (typeof text !== 'string') return text;
    const scanned = /^\s*</.test(text) ? scanXportXml(text) : scanXportJson(text);
    if (isMiss(scanned)) return scanned;
    const table = joinXport(scanned);
    return isMiss(table) ? table : tableReading(table);
  },
};
