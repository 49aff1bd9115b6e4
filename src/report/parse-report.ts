import type { Report } from './report.ts';
import { reportShape } from './report-shape.ts';
import { mismatch, ordered } from './shape.ts';

/**
 * Reads what `renderJson` wrote; or one line that says why the text is no such report: the first field that is
 * not as it should be. Fields of a later version are left out. Never throws.
 */
export function parseReport(text: string): Report | string {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\u{feff}/u, ''));
  } catch {
    return 'it is not JSON';
  }
  const wrong = mismatch(value, reportShape, 'report');
  return wrong ?? (ordered(value, reportShape) as Report);
}
