import { isFilePlace, writeWhole } from './atomic-file.ts';
import type { OutputFormat } from './options.ts';
import { renderReport } from './render-report.ts';
import type { Report } from './report/report.ts';

/**
 * Writes a report into a file, whole or not at all; a Markdown report with its pictures beside it. Throws an ExpectedError
 * where that cannot be.
 */
export async function writeReport(
  path: string,
  report: Report,
  format: OutputFormat,
): Promise<void> {
  if (format !== 'markdown' || report.incidents.length === 0 || !(await isFilePlace(path))) {
    return writeWhole(path, await renderReport(report, format));
  }
  const { writeWithPictures } = await import('./pictures-beside.ts');
  await writeWithPictures(path, report);
}
