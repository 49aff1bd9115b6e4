import type { OutputFormat } from './options.ts';
import type { Report } from './report/report.ts';

/** The report's text; only the writer that is asked for is loaded. */
export async function renderReport(report: Report, format: OutputFormat): Promise<string> {
  if (format === 'json') return (await import('./report/json.ts')).renderJson(report);
  if (format === 'html') {
    const { renderHtml } = await import('./report/html/render-html.ts');
    return renderHtml(report, await readPageScript());
  }
  return (await import('./report/markdown.ts')).renderMarkdown(report);
}

/** The script of a page. Built beside this file; sources find it where it is built. */
async function readPageScript(): Promise<string> {
  const isSource = import.meta.url.endsWith('.ts');
  const { readFile } = await import('node:fs/promises');
  return readFile(
    new URL(isSource ? '../dist/bundle/page.js' : 'page.js', import.meta.url),
    'utf8',
  );
}
