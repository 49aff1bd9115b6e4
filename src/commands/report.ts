import { checkPlace } from '../atomic-file.ts';
import { collect } from '../collect.ts';
import { MANY_MISSES } from '../compose/limits.ts';
import type { LogSummary } from '../compose/log-summary.ts';
import { EXIT_DONE, EXIT_FOUND } from '../exit-status.ts';
import type { Io } from '../io.ts';
import { type Options, resolveOptions } from '../options.ts';
import type { RawOptions } from '../raw-options.ts';
import { renderReport } from '../render-report.ts';
import { visibleText } from '../report/log-text.ts';
import { deedName, verdictTitles } from '../report/names.ts';
import type { Report } from '../report/report.ts';
import { subjectText } from '../report/subject-text.ts';
import { timeSpan } from '../report/times.ts';
import { reportOf } from '../report-of.ts';
import { type Display, displayOf } from '../terminal/display.ts';
import { writeReport } from '../write-report.ts';
import { STANDARD_OUTPUT, writeText } from '../write-text.ts';
import { savedReport } from './saved.ts';

/** `culprit [input...]`: reads and analyses, or takes a saved report, and writes the report. Gives the exit status. */
export async function reportCommand(
  inputs: readonly string[],
  raw: RawOptions,
  io: Io,
): Promise<number> {
  const options = await resolveOptions(inputs, raw, { hasPipe: io.stdin.isTTY !== true });
  if (options.output !== undefined) await checkPlace(options.output);
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
  const display =
    options.outputFormat === 'markdown' ? displayOf(io.stdout, io.environment, options) : undefined;
  const text = await (display === undefined
    ? renderReport(report, options.outputFormat)
    : terminalText(report, display));
  await writeText(io.stdout, STANDARD_OUTPUT, text);
}

async function terminalText(report: Report, display: Display): Promise<string> {
  return (await import('../terminal/terminal-text.ts')).renderTerminal(report, display);
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
  warn(io, `${summaryOf(report)}; wrote ${options.output}`);
}

/** `Culprit: client 203.0.113.9 at /export.php, oversized responses, 2026-11-21 02:08:15 to 02:12:10 +00:00`. */
function summaryOf({ incidents, verdict }: Report): string {
  const [lead] = incidents.filter((incident) => incident.verdict === verdict);
  const [first] = lead?.culprits ?? [];
  const others = incidents.length > 1 ? [`${incidents.length} incidents in all`] : [];
  const facts = [
    ...(first === undefined ? [] : [subjectText(first.subject), deedName(first)]),
    ...(lead === undefined ? [] : [timeSpan(lead.start, lead.end)]),
    ...others,
  ];
  return facts.length === 0
    ? verdictTitles[verdict]
    : `${verdictTitles[verdict]}: ${facts.join(', ')}`;
}

function warn(io: Io, text: string): void {
  io.stderr.write(`culprit: ${visibleText(text)}\n`);
}
