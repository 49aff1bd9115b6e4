import { once } from 'node:events';
import { basename } from 'node:path';
import type { Writable } from 'node:stream';
import { isMiss } from '../../parsers/contract.ts';
import { type CompiledFormat, compileFormat } from '../../parsers/index.ts';
import type { AccessRecord } from '../../parsers/record.ts';
import { ExpectedError } from '../errors.ts';
import { filesOf } from '../ingest/inputs.ts';
import { CARRIAGE_RETURN, LINE_FEED } from '../ingest/lines.ts';
import type { RecordSink } from '../ingest/log-reader.ts';
import { type NamedPath, readLogs } from '../ingest/read-logs.ts';
import type { Io } from '../io.ts';
import { Progress } from '../progress.ts';
import { nameOptions, recordedZone } from '../reading-options.ts';
import type { Culprit, Incident, LogInput, Report } from '../report/report.ts';
import { RequestBuilder } from '../request/from-record.ts';
import { RouteNames } from '../rollup/route-names.ts';
import { isOf, touches } from '../rollup/subject-match.ts';
import { SubjectNames } from '../rollup/subject-names.ts';
import { loadReport } from '../saved-report.ts';

/** What was typed after `culprit lines`, as commander hands it over. */
export interface RawLinesOptions {
  readonly report: string;
  readonly culprit: string;
}

/** `culprit lines`: the raw lines of a culprit's slice in its incident, byte for byte as in the log. */
export async function linesCommand(
  logs: readonly string[],
  raw: RawLinesOptions,
  io: Io,
): Promise<void> {
  const report = await loadReport(raw.report, io);
  if (report.anonymized === true) throw anonymized(raw.report);
  const { incident, culprit } = findCulprit(report, raw.culprit);
  const inputs = logs.length > 0 ? logs.map((path) => ({ path })) : await pathsOf(incident);
  const { options } = report.inputs;
  // At one terminal it would stand among the lines.
  const quiet = io.stdout.isTTY === true;
  const progress = await Progress.of({ inputs, quiet }, io.stderr, () => performance.now());
  for (const input of inputs) {
    const log = find(report.inputs.logs, input.path);
    const reading = readLogs([input], {
      format: formatOf(report, input.path),
      zone: recordedZone(options),
      stamps: log?.stamps ?? 'documented',
      start: log?.start,
      sinkFor: () =>
        printer({ culprit, incident, builder: new RequestBuilder(nameOptions(options)) }, io),
      io,
      pace: () => drained(io.stdout),
      onProgress: progress?.show,
    });
    await reading.finally(() => progress?.wipe());
  }
}

/** Resolves when the stream wants more. */
async function drained(stream: Writable): Promise<void> {
  if (stream.writableNeedDrain) await once(stream, 'drain');
}

function anonymized(path: string): ExpectedError {
  return new ExpectedError(
    `${path === '-' ? 'the report' : path} is anonymised: it does not say whose lines they are`,
    'make it without --anonymize',
  );
}

function findCulprit(report: Report, id: string): { incident: Incident; culprit: Culprit } {
  for (const incident of report.incidents) {
    const culprit = incident.culprits.find((one) => one.id === id);
    if (culprit !== undefined) return { incident, culprit };
  }
  const known = report.incidents.flatMap(({ culprits }) => culprits.map((one) => one.id));
  throw new ExpectedError(
    `the report has no culprit ${id}`,
    known.length === 0 ? 'it names none' : `it has ${known.join(', ')}`,
  );
}

/** The logs that the report found the incident's culprits in. */
async function pathsOf({ logs }: Incident): Promise<readonly NamedPath[]> {
  for (const path of logs) {
    const [file] = await filesOf(path);
    if (file?.isPipe) {
      throw new ExpectedError(
        'the report was made from a pipe',
        'name the log that holds the lines',
      );
    }
  }
  return logs.map((path) => ({ path }));
}

/** The format that the report read this log with; for a log it does not know, the one that all had. */
function formatOf(report: Report, path: string): CompiledFormat | undefined {
  const { logs } = report.inputs;
  const formats = new Set(logs.map((log) => log.format));
  const name = find(logs, path)?.format ?? (formats.size === 1 ? logs[0]?.format : undefined);
  if (name === undefined) return undefined;
  const format = compileFormat(name);
  return isMiss(format) ? undefined : format;
}

function find(logs: readonly LogInput[], path: string): LogInput | undefined {
  return (
    logs.find((log) => log.path === path) ??
    logs.find((log) => basename(log.path) === basename(path))
  );
}

function printer(
  {
    culprit,
    incident,
    builder,
  }: {
    readonly culprit: Culprit;
    readonly incident: Incident;
    readonly builder: RequestBuilder;
  },
  io: Io,
): RecordSink {
  const window = {
    fromMs: Date.parse(incident.window.from),
    toMs: Date.parse(incident.window.to),
  };
  const names = new SubjectNames(new RouteNames(incident.mergedFolders), incident.newNames);
  return (record, times, offset) => {
    if (!touches(window, times.startMs, times.endMs)) return;
    const request = builder.build(record, { times, source: 0, offset });
    if (isOf(request, culprit.subject, names)) io.stdout.write(rawLine(record));
  };
}

/** A copy of the line as it stood in the log, its carriage return included; every line ends in LF. */
function rawLine({ lineBytes: bytes, lineStart, lineEnd }: AccessRecord): Uint8Array {
  const end = bytes[lineEnd] === CARRIAGE_RETURN ? lineEnd + 1 : lineEnd;
  const line = new Uint8Array(end - lineStart + 1);
  line.set(bytes.subarray(lineStart, end));
  line[end - lineStart] = LINE_FEED;
  return line;
}
