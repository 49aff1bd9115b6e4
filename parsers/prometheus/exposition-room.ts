import type { MetricReading, MetricRoom, MetricSource, Miss } from '../contract.ts';
import { readExposition } from './exposition-text.ts';
import { readOpenMetrics } from './openmetrics-text.ts';
import { Scrapes } from './scrape.ts';
import { timeOfName } from './scrape-time.ts';
import { SeriesTable } from './series-table.ts';
import { missAt } from './text-fault.ts';

const LINE_FEED = 0x0a;
const EOF_LINE = '# EOF';
/** A last line that is meant to end OpenMetrics, well written or not. */
const endMark = /(?:^|\n)\s*#\s*EOF\s*$/;
const TAIL_BYTES = 64;

const number = String.raw`[+-]?(?:\d+\.?\d*|\.\d+|inf|nan)(?:e[+-]?\d+)?(?:inity)?`;
/** The first line of the text that is no plain comment: a description, or a sample. */
const firstLine = new RegExp(
  String.raw`^(?:[ \t\r]*(?:#(?![ \t]*(?:HELP|TYPE|UNIT|EOF)\b)[^\n]*)?\n)*[ \t]*(?:#[ \t]*(?:(?:HELP|TYPE|UNIT)[ \t]+[a-z_:"]|EOF\b)|(?:[a-z_:][\w:]*[ \t]*(?:\{[^\n]*\})?|\{[ \t]*"(?:\\.|[^"\\\n])*"[ \t]*[,}][^\n]*)[ \t]*${number}(?:[ \t]+[+-]?[\d.]+)?(?:[ \t]+#[^\n]*)?[ \t]*(?:\n|$))`,
  'i',
);

/**
 * What a program shows at `/metrics`: Prometheus text 0.0.4, and OpenMetrics text, which ends with `# EOF`. Text of
 * a federation and `promtool tsdb dump-openmetrics` are such too. Times are those beside the samples, else that of
 * the comment above them, else that in the file's name.
 */
export const expositionRoom: MetricRoom = {
  name: 'exposition',
  recognises(head: Uint8Array): boolean {
    return firstLine.test(new TextDecoder('utf-8', { ignoreBOM: true }).decode(head));
  },
  read(bytes: Uint8Array, { fileName }: MetricSource): MetricReading | Miss {
    const scrapes = new Scrapes(new SeriesTable(), timeOfName(fileName));
    const read = isOpenMetrics(bytes) ? readOpenMetrics : readExposition;
    const fault = read(bytes, scrapes);
    return fault === undefined ? scrapes.finish() : missAt(bytes, fault);
  },
};

/**
 * A counter under its whole name, which OpenMetrics would call `requests`: the sign of text 0.0.4 to which `# EOF`, a
 * comment there, was added. Looked for in the first bytes.
 */
const olderCounter = /^# TYPE (?<name>\S+_total) counter\n(?:# HELP [^\n]*\n)?\k<name>[ {]/m;
const COUNTER_BYTES = 64 * 1024;

/** Whether some line is `# EOF`, which to the text format 0.0.4 is a comment like others. */
function isOpenMetrics(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder();
  if (olderCounter.test(decoder.decode(bytes.subarray(0, COUNTER_BYTES)))) return false;
  if (endMark.test(decoder.decode(bytes.subarray(-TAIL_BYTES)))) return true;
  const mark = Buffer.from(`\n${EOF_LINE}`);
  return (
    bytes[0] !== LINE_FEED &&
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(mark)
  );
}
