import { visibleJson } from './log-text.ts';
import type { Report } from './report.ts';
import { reportShape } from './report-shape.ts';
import { ordered } from './shape.ts';

/**
 * The report as JSON: fields in the order of the schema, two-space indent, a final newline. What a
 * terminal could act on is escaped, so that the text is safe to look at; its meaning is the same.
 */
export function renderJson(report: Report): string {
  return `${visibleJson(JSON.stringify(ordered(report, reportShape), undefined, 2))}\n`;
}
