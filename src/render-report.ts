import type { OutputFormat } from './options.ts';
import type { Report } from './report/report.ts';

/** The report's text; only the writer that is asked for is loaded. */
export async function renderReport(report: Report, format: OutputFormat): Promise<string> {
  if (format === 'json') return (await import('./report/json.ts')).renderJson(report);
  return (await import('./report/markdown.ts')).renderMarkdown(report);
}
