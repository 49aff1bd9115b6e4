import type { MetricReading, MetricRoom, Miss } from '../contract.ts';
import { readFloat } from './float-text.ts';
import { type LabelGrammar, labelsEnd, readLabels } from './label-set.ts';
import { Scrapes } from './scrape.ts';
import { type SeriesEntry, SeriesTable } from './series-table.ts';
import { isFault, missAt, type TextFault } from './text-fault.ts';

const LINE_FEED = 0x0a;
const SPACE = 0x20;
const OPEN_BRACE = 0x7b;

const label = String.raw`(?:[A-Za-z_]\w*|"(?:\\.|[^"\\\n])*")="(?:\\.|[^"\\\n])*"`;
/** Labels in braces without a name before them; as long as a head may be, the line may be longer. */
const firstLine = new RegExp(
  String.raw`^\{${label}(?:, ${label})*(?:\} [^ \n]+ -?\d+\n|\} \{|,?[^}]*$)`,
);

const grammar: LabelGrammar = {
  escapes: 'go',
  blanks: true,
  trailingComma: false,
  anyName: true,
  reserved: undefined,
};

/**
 * `promtool tsdb dump`: `{__name__="up", job="node"} 1 1700000000000`. Stale markers are NaN among the values and
 * so gaps. https://github.com/prometheus/prometheus/blob/main/cmd/promtool/tsdb.go
 */
export const dumpRoom: MetricRoom = {
  name: 'promtool dump',
  recognises(head: Uint8Array): boolean {
    return firstLine.test(new TextDecoder().decode(head));
  },
  read(bytes: Uint8Array): MetricReading | Miss {
    const scrapes = new Scrapes(new SeriesTable(), Number.NaN);
    for (let at = 0; at < bytes.length; ) {
      const end = bytes.indexOf(LINE_FEED, at);
      const fault =
        end < 0
          ? { at: bytes.length, what: 'the dump does not end with a line end: it is cut off' }
          : readLine(bytes, at, end, scrapes);
      if (fault !== undefined) return missAt(bytes, fault);
      at = end + 1;
    }
    return scrapes.finish();
  },
};

function readLine(
  bytes: Uint8Array,
  at: number,
  end: number,
  scrapes: Scrapes,
): TextFault | undefined {
  const close = bytes[at] === OPEN_BRACE ? labelsEnd(bytes, at, end) : -1;
  if (close < 0) return { at, what: 'labels in braces are expected' };
  const timeAt = lastSpace(bytes, close, end) + 1;
  const timeMs = readFloat(bytes, timeAt, end);
  if (timeAt <= close + 1 || !Number.isSafeInteger(timeMs)) {
    return {
      at: Math.max(timeAt, close),
      what: 'a value and a time in whole milliseconds are expected',
    };
  }
  if (bytes[close + 1] === OPEN_BRACE) {
    scrapes.skip('native histograms');
    return undefined;
  }
  const value = readFloat(bytes, close + 1, timeAt - 1);
  if (value === undefined) return { at: close + 1, what: 'a value is expected, a number' };
  const entry = scrapes.table.find(bytes, at, close) ?? addSeries(bytes, at, close, scrapes.table);
  if (isFault(entry)) return entry;
  scrapes.observe(entry, value, timeMs ?? Number.NaN);
  return undefined;
}

function addSeries(
  bytes: Uint8Array,
  at: number,
  end: number,
  table: SeriesTable,
): SeriesEntry | TextFault {
  const set = readLabels(bytes, at, end, grammar);
  if (isFault(set)) return set;
  const labels = new Map(set.labels);
  const name = labels.get('__name__') ?? '';
  labels.delete('__name__');
  return table.add(bytes, at, end, { name, labels, kind: undefined, unit: undefined });
}

function lastSpace(bytes: Uint8Array, at: number, end: number): number {
  let place = end - 1;
  while (place > at && bytes[place] !== SPACE) place--;
  return place;
}
