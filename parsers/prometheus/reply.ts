import type { JsonCursor } from './json-cursor.ts';
import type { ResultReader } from './reply-result.ts';

/** Characters kept of a server's message. */
export const MAX_MESSAGE_CHARACTERS = 300;
/** Warnings and infos kept of one reply, each. */
export const MAX_REMARKS = 10;

/** What one JSON document of a query API tells beside its samples. */
interface Envelope {
  status?: string;
  errorType?: string;
  error?: string;
  resultType?: string;
  hasData: boolean;
  hasResult: boolean;
  isPartial: boolean;
  readonly remarks: string[];
}

export interface DocumentFault {
  readonly what: string;
  /** Whether nothing can be read behind it. */
  readonly isEnd: boolean;
}

const notDocument = 'no whole JSON document';

/**
 * Reads one document: the envelope of the query API, the bare list of series that `promtool query -o json` prints, or
 * one series, as the lines of VictoriaMetrics' export and `jq '.data.result[]'` are. Samples go to `results`. Tells
 * what is wrong with it, if anything is.
 * https://prometheus.io/docs/prometheus/latest/querying/api/
 * https://docs.victoriametrics.com/#how-to-export-data-in-json-line-format
 */
export function readDocument(cursor: JsonCursor, results: ResultReader): DocumentFault | undefined {
  if (cursor.isArray) {
    const isWhole = results.readList(cursor);
    return isWhole ? undefined : { what: damaged(results.damage ?? notDocument), isEnd: true };
  }
  if (!cursor.isObject) return { what: 'not a Prometheus reply: no JSON object', isEnd: true };
  const envelope: Envelope = { hasData: false, hasResult: false, isPartial: false, remarks: [] };
  const series = results.begin();
  const isWhole = cursor.members((name) => {
    if (series.takes(name)) return series.read(cursor, name);
    return readMember(cursor, name, envelope, results);
  });
  const isSeries = series.hasMembers && envelope.status === undefined;
  if (isWhole && isSeries && series.finish()) return undefined;
  if (!isWhole || isSeries) return { what: damaged(results.damage ?? notDocument), isEnd: true };
  const what = judge(envelope, results);
  return what === undefined ? undefined : { what, isEnd: false };
}

function readMember(
  cursor: JsonCursor,
  name: string,
  envelope: Envelope,
  results: ResultReader,
): boolean {
  switch (name) {
    case 'status':
    case 'errorType':
    case 'error':
      return readText(cursor, (text) => {
        envelope[name] = text;
      });
    case 'warnings':
    case 'infos':
      return readRemarks(cursor, envelope.remarks);
    case 'isPartial':
      envelope.isPartial = cursor.flag() ?? false;
      return true;
    case 'data':
      return cursor.isObject ? readData(cursor, envelope, results) : cursor.skip();
    default:
      return cursor.skip();
  }
}

function readData(cursor: JsonCursor, envelope: Envelope, results: ResultReader): boolean {
  envelope.hasData = true;
  return cursor.members((name) => {
    if (name === 'resultType') {
      return readText(cursor, (text) => {
        envelope.resultType = text;
      });
    }
    if (name !== 'result' || !cursor.isArray) return cursor.skip();
    envelope.hasResult = true;
    return results.readList(cursor);
  });
}

function readText(cursor: JsonCursor, onText: (text: string) => void): boolean {
  const text = cursor.text();
  if (text === undefined) return cursor.skip();
  onText(text);
  return true;
}

function readRemarks(cursor: JsonCursor, remarks: string[]): boolean {
  if (!cursor.isArray) return cursor.skip();
  return cursor.items(() =>
    readText(cursor, (text) => {
      if (remarks.length < MAX_REMARKS) remarks.push(clip(text));
    }),
  );
}

function judge(envelope: Envelope, results: ResultReader): string | undefined {
  const { status, errorType, error, hasData, hasResult, resultType } = envelope;
  if (status === 'error') {
    const message = [errorType, error].filter((part) => part !== undefined).join(': ');
    return `Prometheus answered with an error: ${clip(message) || 'no message'}`;
  }
  if (status !== 'success') return damaged('status is not "success" or "error"');
  if (!hasData) return damaged('data is not an object');
  if (!hasResult) return damaged('data.result is not a list');
  if (!resultTypes.has(resultType ?? '')) {
    return damaged('data.resultType is not "matrix", "vector" or "scalar"');
  }
  for (const remark of envelope.remarks) results.note(`Prometheus says: ${remark}`);
  if (envelope.isPartial)
    results.note('the reply is partial: a part of the storage did not answer');
  return undefined;
}

const resultTypes = new Set(['matrix', 'vector', 'scalar']);

function damaged(what: string): string {
  return `damaged Prometheus reply: ${what}`;
}

/** On one line, and not longer than a line may be. */
function clip(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, MAX_MESSAGE_CHARACTERS);
}
