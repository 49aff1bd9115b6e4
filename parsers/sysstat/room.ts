import {
  isMiss,
  type MetricReading,
  type MetricRoom,
  type MetricSeries,
  type MetricSource,
  type Miss,
} from '../contract.ts';
import { hostSeries } from './host-series.ts';
import { readDocument } from './sadf-json.ts';
import { isSadfText, readText } from './sadf-text.ts';

/** Bytes of a document at most: the text must fit into one string. */
export const MAX_DOCUMENT_BYTES: number = 256 * 1024 * 1024;

const document = /^\uFEFF?\s*\{\s*"sysstat"\s*:/;
/** What sadc's own files begin with, and the second bytes of their format; either byte order. */
const SYSSTAT_MAGIC = [0x96, 0xd5] as const;
const FORMAT_HIGH = 0x21;

/**
 * sysstat, which keeps what a host measures when it has no other monitoring: the document that `sadf -j` prints, and the
 * lines of `sadf -d` and `sadf -p`.
 */
export const sysstatRoom: MetricRoom = {
  name: 'sysstat',
  recognises(head: Uint8Array): boolean {
    if (isBinary(head)) return true;
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(head);
    return document.test(text) || isSadfText(text);
  },
  read: readSysstat,
};

function readSysstat(bytes: Uint8Array, source: MetricSource): MetricReading | Miss {
  if (isBinary(bytes)) return binary(source);
  if (bytes.length > MAX_DOCUMENT_BYTES) return tooLong;
  const text = new TextDecoder().decode(bytes);
  const hosts = isSadfText(text) ? readText(text) : readDocument(parseJson(text));
  if (isMiss(hosts)) return hosts;
  const series: MetricSeries[] = [];
  const notes = new Set<string>();
  for (const host of hosts) {
    const read = hostSeries(host, source.zone);
    series.push(...read.series);
    if (read.isZoneAssumed)
      notes.add('no zone: its times are taken as UTC (sadf without -t and -T writes UTC)');
    if (read.leftOut > 0)
      notes.add(`samples without a later time than the one before, left out: ${read.leftOut}`);
    if (host.restarts > 0) notes.add(`restarts of ${host.name}: ${host.restarts}`);
  }
  return series.length === 0
    ? { reason: 'sadf output without samples that are read' }
    : { series, notes: [...notes] };
}

const tooLong: Miss = Object.freeze({
  reason: `sadf output of more than ${MAX_DOCUMENT_BYTES} bytes: choose activities, sadf -j FILE -- -u -r -S -W -B -q -n DEV,SOCK,TCP`,
});

/** The layout of sadc's files changes with its version and the machine; sadf knows its own. */
function binary({ path }: MetricSource): Miss {
  return {
    reason: `sysstat's binary file: write it out on its host with sadf -j ${path} -- -A > ${path.replace(/^.*\//, '')}.json`,
  };
}

/** https://github.com/sysstat/sysstat/blob/master/sa.h */
function isBinary(head: Uint8Array): boolean {
  const [first, second] = SYSSTAT_MAGIC;
  const isLittle = head[0] === first && head[1] === second && head[3] === FORMAT_HIGH;
  const isBig = head[0] === second && head[1] === first && head[2] === FORMAT_HIGH;
  return isLittle || isBig;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
