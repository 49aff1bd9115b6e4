import { numberFields, textFields } from '../../parsers/contract.ts';
import type { Candidate } from '../../parsers/index.ts';
import { isoTime } from '../compose/iso-time.ts';
import { ExpectedError } from '../errors.ts';
import { filesOf, type InputFile } from '../ingest/inputs.ts';
import type { LogReader, RecordSink } from '../ingest/log-reader.ts';
import { readLogs } from '../ingest/read-logs.ts';
import { readMetrics } from '../ingest/read-metrics.ts';
import type { Io } from '../io.ts';
import { visibleText } from '../report/log-text.ts';
import type { Series } from '../series/series.ts';

/** `culprit inspect`: what each file holds, as a log or as metrics, or why it is neither. */
export async function inspectCommand(paths: readonly string[], io: Io): Promise<void> {
  let read = 0;
  for (const path of paths) {
    for (const file of await filesOf(path)) {
      const lines = await describe(file, io);
      read += lines.known ? 1 : 0;
      io.stdout.write(`${[visibleText(file.path), ...lines.text].join('\n  ')}\n`);
    }
  }
  if (read > 0) return;
  throw new ExpectedError(`${paths.join(', ')} holds nothing that is read`, 'see the lines above');
}

interface Description {
  readonly known: boolean;
  readonly text: readonly string[];
}

/** Logs are tried first: they are read as a stream, however long, and what is none is found out early. */
async function describe(file: InputFile, io: Io): Promise<Description> {
  try {
    const { logs } = await readLogs([file], { format: undefined, sinkFor: () => ignore, io });
    return { known: true, text: logs.flatMap(({ reader }) => describeLog(reader)) };
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    return file.isPipe ? unknown(error) : describeMetrics(file, error);
  }
}

const ignore: RecordSink = () => undefined;

async function describeMetrics({ path }: InputFile, notLog: ExpectedError): Promise<Description> {
  try {
    const { series, notes } = await readMetrics([path], {});
    const noted = notes.map(({ text }) => visibleText(`note: ${text}`));
    return { known: true, text: [...noted, ...series.map(describeSeries)] };
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    return unknown(notLog, error);
  }
}

function unknown(...errors: readonly ExpectedError[]): Description {
  return { known: false, text: [...new Set(errors.map(({ what }) => visibleText(what)))] };
}

function describeSeries({ name, node, role, unit, times, values, stepSeconds }: Series): string {
  const known = values.filter(Number.isFinite);
  const host = node === undefined ? '' : ` of ${node}`;
  const span = `${isoTime(times[0] ?? 0, 0)} to ${isoTime(times.at(-1) ?? 0, 0)}`;
  return visibleText(
    `${name}${host}: ${role}, ${unit}, every ${stepSeconds} s, ${known.length} samples, ${span}`,
  );
}

/** Formats shown beside the one that was chosen. */
const CANDIDATES_SHOWN = 3;

function describeCandidate({ name, score, parsed, of }: Candidate): string {
  return `${name} ${score.toFixed(2)} (${parsed} of ${of} lines)`;
}

function describeLog(reader: LogReader): readonly string[] {
  const { format, candidates, tally, fromMs, toMs } = reader;
  const tried = candidates.slice(0, CANDIDATES_SHOWN).map(describeCandidate);
  const fields = format?.parser.fields;
  const absent = [...numberFields, ...textFields].filter((field) => !fields?.has(field));
  return [
    `format ${visibleText(format?.name ?? '')}; tried, with scores: ${tried.join(', ')}`,
    `${tally.lines} lines, ${tally.parsed} parsed`,
    `from ${isoTime(fromMs, 0)} to ${isoTime(toMs, 0)}`,
    `fields ${[...(fields ?? [])].join(', ')}`,
    `without ${absent.join(', ')}`,
    ...Object.entries(tally.missed()).map(([reason, lines]) => {
      const example = tally.examples(reason)[0];
      return visibleText(
        `missed ${lines}: ${reason}; line ${example?.lineNumber}: ${example?.line}`,
      );
    }),
  ];
}
