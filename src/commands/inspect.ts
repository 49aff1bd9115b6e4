import { ExpectedError } from '../errors.ts';
import { filesOf, type InputFile } from '../ingest/inputs.ts';
import type { RecordSink } from '../ingest/log-reader.ts';
import { readLogs } from '../ingest/read-logs.ts';
import { isMetrics, type ReadMetrics, readMetrics } from '../ingest/read-metrics.ts';
import { configFacts } from '../inspect/config-facts.ts';
import { logFacts } from '../inspect/log-facts.ts';
import { seriesFacts } from '../inspect/series-facts.ts';
import type { Io } from '../io.ts';
import { isEndpoint } from '../live/endpoint.ts';
import { formatOf, namedConfig, zoneOf } from '../options.ts';
import { Progress } from '../progress.ts';
import { visibleText } from '../report/log-text.ts';
import { counted } from '../report/numbers.ts';
import { configuredFormats } from '../server-config/configured-format.ts';
import { type ReadConfig, readServerConfig } from '../server-config/read-server-config.ts';

/** What was typed after `culprit inspect`, as commander hands it over. */
export interface RawInspectOptions {
  readonly logFormat?: string;
  readonly serverConfig?: readonly string[];
  readonly tz?: string;
}

/** `culprit inspect`: what each file holds, as a log or as metrics, or why it is neither. */
export async function inspectCommand(
  paths: readonly string[],
  raw: RawInspectOptions,
  io: Io,
): Promise<void> {
  const inspection = new Inspection(raw, io);
  inspection.showConfigs();
  for (const path of paths) {
    if (isEndpoint(path)) await inspection.showEndpoint(path);
    else await inspection.showFiles(path);
  }
  if (inspection.read > 0) return;
  throw new ExpectedError(`${paths.join(', ')} holds nothing that is read`, 'see the lines above');
}

/** What an endpoint is asked for: its last hour. */
const ENDPOINT_SPAN_MS = 3_600_000;

const now = (): number => performance.now();

const ignore: RecordSink = () => undefined;

/** One run of the command. */
class Inspection {
  /** How many of the paths hold what is read. */
  read = 0;
  readonly #raw: RawInspectOptions;
  readonly #configs: readonly ReadConfig[];
  readonly #io: Io;

  constructor(raw: RawInspectOptions, io: Io) {
    this.#raw = raw;
    this.#io = io;
    this.#configs = (raw.serverConfig ?? []).map((text) => readServerConfig(namedConfig(text)));
  }

  showConfigs(): void {
    for (const config of this.#configs) this.#show(config.path, configFacts(config));
  }

  async showEndpoint(address: string): Promise<void> {
    const { environment } = this.#io;
    const toMs = Date.now();
    const span = { fromMs: toMs - ENDPOINT_SPAN_MS, toMs };
    const metrics = await readMetrics([address], { span, environment });
    this.read += 1;
    this.#show(address, metricsFacts(metrics));
  }

  /** Metric files of one folder are read together: series are made of several. */
  async showFiles(path: string): Promise<void> {
    const files = await filesOf(path);
    const metrics: string[] = [];
    for (const file of files) {
      if (await isMetrics(file)) metrics.push(file.path);
      else await this.#showLog(file);
    }
    const [only, ...others] = metrics;
    if (only === undefined) return;
    const name = others.length === 0 ? only : `${path}: ${counted(metrics.length, 'metric file')}`;
    await this.#attempt(name, () => this.#metrics(metrics));
  }

  async #showLog(file: InputFile): Promise<void> {
    await this.#attempt(
      file.path,
      () => this.#log(file),
      'nor is it of a metric format that is read',
    );
  }

  /** Shows the facts, or why there are none and what else it is not. */
  async #attempt(
    name: string,
    read: () => Promise<readonly string[]>,
    otherwise?: string,
  ): Promise<void> {
    try {
      const facts = await read();
      this.read += 1;
      this.#show(name, facts);
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      this.#show(name, [error.what, ...(otherwise === undefined ? [] : [otherwise])]);
    }
  }

  async #log(file: InputFile): Promise<readonly string[]> {
    const { logFormat, tz } = this.#raw;
    const progress = await Progress.of({ inputs: [file] }, this.#io.stderr, now);
    const reading = readLogs([file], {
      format: logFormat === undefined ? undefined : formatOf(logFormat),
      zone: tz === undefined ? undefined : zoneOf(tz),
      configuredFor: (log) => configuredFormats(log, this.#configs),
      sinkFor: () => ignore,
      io: this.#io,
      onProgress: progress?.show,
    });
    const { logs } = await reading.finally(() => progress?.wipe());
    return logs.flatMap(({ facts }) => logFacts(facts, tz));
  }

  async #metrics(paths: readonly string[]): Promise<readonly string[]> {
    const { environment } = this.#io;
    const { tz } = this.#raw;
    const zone = tz === undefined ? undefined : zoneOf(tz);
    return metricsFacts(await readMetrics(paths, { span: undefined, environment, zone }));
  }

  #show(path: string, lines: readonly string[]): void {
    const text = [path, ...lines].map((line) => visibleText(line)).join('\n  ');
    this.#io.stdout.write(`${text}\n`);
  }
}

function metricsFacts({ series, leftOut, notes }: ReadMetrics): readonly string[] {
  const counts = new Map<string, number>();
  for (const { reason, count } of leftOut) counts.set(reason, (counts.get(reason) ?? 0) + count);
  return [
    ...series.map(seriesFacts),
    ...[...new Set(notes.map(({ text }) => text))].map((text) => `note: ${text}`),
    ...[...counts].map(
      ([reason, count]) => `left out ${counted(count, 'more series', 'more series')}: ${reason}`,
    ),
  ];
}
