import { numberFields, textFields } from '../../parsers/contract.ts';
import type { Candidate } from '../../parsers/index.ts';
import { isoTime } from '../compose/iso-time.ts';
import { untoldBy } from '../compose/untold.ts';
import { ExpectedError } from '../errors.ts';
import { filesOf, type InputFile } from '../ingest/inputs.ts';
import type { LogReader, RecordSink } from '../ingest/log-reader.ts';
import { readLogs } from '../ingest/read-logs.ts';
import { readMetrics } from '../ingest/read-metrics.ts';
import type { Io } from '../io.ts';
import { isEndpoint } from '../live/endpoint.ts';
import { namedConfig } from '../options.ts';
import { visibleText } from '../report/log-text.ts';
import { counted } from '../report/numbers.ts';
import type { Series } from '../series/series.ts';
import { configuredFormats, sourceOf } from '../server-config/configured-format.ts';
import { type ReadConfig, readServerConfig } from '../server-config/read-server-config.ts';

/** What was typed after `culprit inspect`, as commander hands it over. */
export interface RawInspectOptions {
  readonly serverConfig?: readonly string[];
}

/** `culprit inspect`: what each file holds, as a log or as metrics, or why it is neither. */
export async function inspectCommand(
  paths: readonly string[],
  { serverConfig = [] }: RawInspectOptions,
  io: Io,
): Promise<void> {
  const configs = serverConfig.map((text) => readServerConfig(namedConfig(text)));
  for (const config of configs) {
    io.stdout.write(`${[visibleText(config.path), ...describeConfig(config)].join('\n  ')}\n`);
  }
  let read = 0;
  for (const path of paths) {
    if (isEndpoint(path)) {
      const toMs = Date.now();
      const span = { fromMs: toMs - ENDPOINT_SPAN_MS, toMs };
      const { series } = await readMetrics([path], { span, environment: io.environment });
      read += 1;
      io.stdout.write(`${[visibleText(path), ...series.map(describeSeries)].join('\n  ')}\n`);
      continue;
    }
    for (const file of await filesOf(path)) {
      const lines = await describe(file, configs, io);
      read += lines.known ? 1 : 0;
      io.stdout.write(`${[visibleText(file.path), ...lines.text].join('\n  ')}\n`);
    }
  }
  if (read > 0) return;
  throw new ExpectedError(`${paths.join(', ')} holds nothing that is read`, 'see the lines above');
}

/** What an endpoint is asked for: its last hour. */
const ENDPOINT_SPAN_MS = 3_600_000;

interface Description {
  readonly known: boolean;
  readonly text: readonly string[];
}

/** Logs are tried first: they are read as a stream, however long, and what is none is found out early. */
async function describe(
  file: InputFile,
  configs: readonly ReadConfig[],
  io: Io,
): Promise<Description> {
  try {
    const { logs } = await readLogs([file], {
      format: undefined,
      configuredFor: (log) => configuredFormats(log, configs),
      sinkFor: () => ignore,
      io,
    });
    return { known: true, text: logs.flatMap(({ reader }) => describeLog(reader)) };
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    return file.isPipe ? unknown(error) : describeMetrics(file, error, io);
  }
}

const ignore: RecordSink = () => undefined;

async function describeMetrics(
  { path }: InputFile,
  notLog: ExpectedError,
  { environment }: Io,
): Promise<Description> {
  try {
    const { series } = await readMetrics([path], { span: undefined, environment });
    return { known: true, text: series.map(describeSeries) };
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

function describeConfig({ server, logs, capacities, notes }: ReadConfig): readonly string[] {
  return [
    `configuration of ${server} with ${counted(logs.length, 'access log')}`,
    ...logs.map(({ format, directive, path }) => `log ${directive ?? path}, format ${format.name}`),
    ...capacities.map(({ kind, value, directive }) => `limit ${kind} ${value}: ${directive}`),
    ...notes.map((note) => `note ${note}`),
  ].map((line) => visibleText(line));
}

/** Formats shown beside the one that was chosen. */
const CANDIDATES_SHOWN = 3;

function describeCandidate({ name, score, parsed, of }: Candidate): string {
  return `${name} ${score.toFixed(2)} (${parsed} of ${of} lines)`;
}

/** How the format came to be chosen. */
function originOf({ configuredBy, misconfigured, candidates }: LogReader): string {
  if (configuredBy !== undefined) return `from ${sourceOf(configuredBy)}`;
  const tried = candidates.slice(0, CANDIDATES_SHOWN).map(describeCandidate).join(', ');
  const unfit = misconfigured === undefined ? '' : `${sourceOf(misconfigured)} does not fit; `;
  return `${unfit}tried, with scores: ${tried}`;
}

function describeLog(reader: LogReader): readonly string[] {
  const { format, tally, fromMs, toMs } = reader;
  const fields = format?.parser.fields;
  const absent = [...numberFields, ...textFields].filter((field) => !fields?.has(field));
  return [
    visibleText(`format ${format?.name}; ${originOf(reader)}`),
    `${tally.lines} lines, ${tally.parsed} parsed`,
    `from ${isoTime(fromMs, 0)} to ${isoTime(toMs, 0)}`,
    `fields ${[...(fields ?? [])].join(', ')}`,
    `without ${absent.join(', ')}`,
    ...untoldBy(fields ?? new Set(), format?.room.name ?? '').map(
      ({ lacks, findings, remedy }) => `no ${lacks}: ${findings} cannot be told; ${remedy}`,
    ),
    ...Object.entries(tally.missed()).map(([reason, lines]) => {
      const example = tally.examples(reason)[0];
      return visibleText(
        `missed ${lines}: ${reason}; line ${example?.lineNumber}: ${example?.line}`,
      );
    }),
  ];
}
