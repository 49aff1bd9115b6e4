import type { MetricReading, MetricRoom, MetricSource, Miss } from '../contract.ts';
import { JsonCursor } from './json-cursor.ts';
import { readDocument } from './reply.ts';
import { ResultReader } from './reply-result.ts';
import { SeriesTable } from './series-table.ts';

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** An envelope by its first key, promtool's bare list of series, or a series by itself. */
const envelopeStart =
  /^\uFEFF?\s*\{\s*"(?:status"\s*:\s*"(?:success|error)"|data"\s*:\s*\{|error(?:Type)?"\s*:\s*")/;
const seriesStart = /^\uFEFF?\s*(?:\[\s*)?\{\s*"(?:metric"\s*:\s*\{|values?"\s*:\s*\[)/;

/**
 * Replies of Prometheus' HTTP API, and of those compatible with it, to `query` and `query_range`; VictoriaMetrics'
 * `/api/v1/export`. Several may follow one another. A result without `__name__` is that of an expression: it is named
 * by the file, without `.json`. A reply does not tell counters from gauges, nor the step.
 */
export const prometheusRoom: MetricRoom = {
  name: 'prometheus',
  recognises(head: Uint8Array): boolean {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(head);
    return envelopeStart.test(text) || seriesStart.test(text);
  },
  read(bytes: Uint8Array, { fileName }: MetricSource): MetricReading | Miss {
    const table = new SeriesTable();
    const results = new ResultReader(table, fileName.replace(/\.jsonl?$/, ''));
    const cursor = new JsonCursor(bytes);
    if (BYTE_ORDER_MARK.every((byte, place) => bytes[place] === byte)) cursor.at = 3;
    const faults = readDocuments(cursor, results);
    const [first] = faults;
    if (results.count === 0) return { reason: first ?? emptyReason(results) };
    const notes = [...results.notes, ...faults];
    if (results.histograms > 0) {
      notes.push(`native histograms of ${results.histograms} series are not read`);
    }
    return { series: table.finish(), notes };
  },
};

/** What is wrong with documents one after another. */
function readDocuments(cursor: JsonCursor, results: ResultReader): readonly string[] {
  const faults = new Set<string>();
  do {
    const fault = readDocument(cursor, results);
    results.endDocument(fault === undefined);
    if (fault !== undefined) faults.add(fault.what);
    if (fault?.isEnd === true) break;
  } while (cursor.peek() !== 0 || cursor.at < cursor.bytes.length);
  return [...faults];
}

function emptyReason({ histograms }: ResultReader): string {
  const what = histograms > 0 ? 'only native histograms, which are not read' : 'no series';
  return `Prometheus reply with ${what}`;
}
