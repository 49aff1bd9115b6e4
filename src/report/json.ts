import { visibleJson } from './log-text.ts';
import type { Report } from './report.ts';
import { reportShape } from './report-shape.ts';
import { ordered } from './shape.ts';

/** A list of numbers as `JSON.stringify` breaks it into lines; no text of the report holds a line break. */
const BROKEN_COLUMN = /\[\n\s+(?:(?:[-+.\de]+|null),?\s+)+\]/g;

/**
 * The report as JSON: fields in the order of the schema, two-space indent, columns of numbers on one line, a final
 * newline. What a terminal could act on is escaped, so that the text is safe to look at; its meaning is the same.
 */
export function renderJson(report: Report): string {
  const indented = JSON.stringify(ordered(report, reportShape), undefined, 2);
  const text = indented.replace(BROKEN_COLUMN, (column) =>
    column.replace(/\s+/g, ' ').replace('[ ', '[').replace(' ]', ']'),
  );
  return `${visibleJson(text)}\n`;
}
