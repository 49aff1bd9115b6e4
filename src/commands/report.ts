import { collect } from '../collect.ts';
import { MANY_MISSES } from '../compose/limits.ts';
import type { LogSummary } from '../compose/log-summary.ts';
import { EXIT_DONE, EXIT_FOUND } from '../exit-status.ts';
import type { Io } from '../io.ts';
import { type Options, type RawOptions, resolveOptions } from '../options.ts';
import { renderReport } from '../render-report.ts';
import { visibleText } from '../report/log-text.ts';
import type { Report } from '../report/report.ts';
import { subjectText } from '../report/subject-text.ts';
import { reportOf } from '../report-of.ts';
import { writeReport } from '../write-report.ts';
import { savedReport } from './saved.ts';

/** `culprit [input...]`: reads and analyses, or takes a saved report, and writes the report. Gives the exit status. */
export async function reportCommand(
  inputs: readonly string[],
  raw: RawOptions,
  io: Io,
): Promise<number> {
  const options = await resolveOptions(inputs, raw, { hasPipe: io.stdin.isTTY !== true });
  const saved = await savedReport(inputs, raw, io);
  const { report: whole, logs } =
    saved === undefined
      ? await reportOf(await collect(options, io), options)
      : { report: saved, logs: [] };
  const report = options.anonymize ? await anonymized(whole) : whole;
  await write(report, options, io);
  if (!options.quiet) note(report, logs, { options, io });
  const found = report.verdict === 'culprit' || report.verdict === 'suspect';
  return options.exitCode && found ? EXIT_FOUND : EXIT_DONE;
}

async function anonymized(report: Report): Promise<Report> {
  const { anonymizedReport } = await import('../anonymize/anonymized-report.ts');
  return anonymizedReport(report);
}

async function write(report: Report, options: Options, io: Io): Promise<void> {
  if (options.output !== undefined) {
    return writeReport(options.output, report, options.outputFormat);
  }
  const text = await renderReport(report, options.outputFormat);
  await new Promise<void>((resolve, reject) => {
    io.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** A line on stderr for who reads no further. */
function note(
  report: Report,
  logs: readonly LogSummary[],
  { options, io }: { readonly options: Options; readonly io: Io },
): void {
  for (const { name, lines, unread, format, missed } of logs) {
    if (unread <= MANY_MISSES * lines) continue;
    const [[reason, count] = ['', 0]] = Object.entries(missed).sort(([, a], [, b]) => b - a);
    const share = `${unread} of ${lines} lines of ${name}`;
    warn(io, `${share} could not be read as ${format}, ${count} of them: ${reason}`);
  }
  if (options.output === undefined) return;
  const { length } = report.incidents;
  const incidents = length === 1 ? '1 incident' : `${length} incidents`;
  const [first] = report.incidents.flatMap(({ culprits }) => culprits);
  const who = first === undefined ? '' : `: ${subjectText(first.subject)}`;
  warn(io, `${report.verdict}${who}, ${incidents}; wrote ${options.output}`);
}

function warn(io: Io, text: string): void {
  io.stderr.write(`culprit: ${visibleText(text)}\n`);
}
