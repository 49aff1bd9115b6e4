import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import type { Analysis } from '../../src/analysis/analyse.ts';
import { run } from '../../src/cli.ts';
import { type Collected, collect } from '../../src/collect.ts';
import { composeReport } from '../../src/compose/compose.ts';
import { type Options, resolveOptions } from '../../src/options.ts';
import type { Culprit, Incident, Report } from '../../src/report/report.ts';
import { logSummaryOf } from '../../src/report-of.ts';
import type { Series } from '../../src/series/series.ts';
import type { NamedLines } from './agreement.ts';
import type { CaseResult } from './evaluate-case.ts';
import { judge, type LinesFinder, rememberedLines } from './judge.ts';
import type { CaseLog, LabelledCase } from './labelled-case.ts';
import { placesOf } from './printed-lines.ts';
import { silentIo } from './silent-io.ts';

/**
 * A case whose inputs are read once, to be analysed in several ways in this process. Reports are those of the command but for what a
 * second look at the log's lines tells, which decides nothing that is judged.
 */
export class CollectedCase {
  readonly labelled: LabelledCase;
  readonly #collected: Collected;
  readonly #options: Options;
  readonly #folder: string;
  /** By log, slice and time. */
  readonly #named = new Map<string, NamedLines>();
  readonly #truthOf: ReturnType<typeof rememberedLines>;

  private constructor(
    labelled: LabelledCase,
    read: { readonly collected: Collected; readonly options: Options },
    folder: string,
  ) {
    this.labelled = labelled;
    this.#collected = read.collected;
    this.#options = read.options;
    this.#folder = folder;
    this.#truthOf = rememberedLines(labelled);
  }

  /** Reads the inputs as a user would give them; `folder` is for files of its own. */
  static async of(labelled: LabelledCase, folder: string): Promise<CollectedCase> {
    const paths = labelled.logs.filter(({ host }) => host === undefined).map(({ path }) => path);
    const hosts = labelled.logs.flatMap(({ host, path }) =>
      host === undefined ? [] : [`${host}=${path}`],
    );
    const metrics = labelled.metrics === undefined ? [] : [labelled.metrics];
    const raw = { metrics, host: hosts, jobs: '1', quiet: true };
    const options = await resolveOptions(paths, raw, { hasPipe: false });
    return new CollectedCase(
      labelled,
      { collected: await collect(options, silentIo()), options },
      folder,
    );
  }

  /** The files that hold its logs. */
  get logs(): readonly CaseLog[] {
    return this.#collected.logs.map(({ host, path }) => ({ host, path }));
  }

  get series(): readonly Series[] {
    return this.#collected.series;
  }

  /** The same logs with other series; `labelled` is the case as it is with them. */
  withSeries(change: (one: Series) => Series, labelled: LabelledCase): CollectedCase {
    const hosts = this.#collected.hosts.map((host) => ({
      ...host,
      series: host.series.map(change),
    }));
    const collected = { ...this.#collected, hosts, series: this.series.map(change) };
    return new CollectedCase(labelled, { collected, options: this.#options }, this.#folder);
  }

  /** Judges what an analysis says. */
  async judged(
    analyse: (hosts: Collected['hosts'], options: Options) => Analysis,
  ): Promise<CaseResult> {
    const startMs = performance.now();
    const report = this.#reportOf(analyse(this.#collected.hosts, this.#options));
    const usage = { wallSeconds: (performance.now() - startMs) / 1000 };
    const judgement = await judge(this.labelled, report, this.#linesFinder(report));
    return { labelled: this.labelled, usage, report, judgement, fault: undefined };
  }

  #reportOf(analysis: Analysis): Report {
    const options = this.#options;
    const { logs, series, capacities, configs, skipped, notes, offsetMinutes } = this.#collected;
    return composeReport({
      analysis,
      logs: logs.map((log) => logSummaryOf(log, options)),
      options: undefined,
      series,
      capacities,
      configs,
      skipped,
      notes,
      lines: () => undefined,
      offsetMinutes,
    });
  }

  #linesFinder(report: Report): LinesFinder {
    return async (culprit, incident) => {
      const all: NamedLines[] = [];
      for (const path of incident.logs) {
        const named = await this.#namedLines(report, { culprit, incident, path });
        if (named !== undefined) all.push(named);
      }
      return all;
    };
  }

  async #namedLines(
    report: Report,
    {
      culprit,
      incident,
      path,
    }: { readonly culprit: Culprit; readonly incident: Incident; readonly path: string },
  ): Promise<NamedLines | undefined> {
    const { subject } = culprit;
    const key = JSON.stringify([
      path,
      subject,
      incident.window,
      incident.mergedFolders,
      incident.newNames,
    ]);
    const known = this.#named.get(key);
    if (known !== undefined) return known;
    const lines = await this.#truthOf(path);
    if (lines === undefined) return undefined;
    const saved = join(this.#folder, 'collected.json');
    await writeFile(saved, JSON.stringify(report));
    const printed = await printedBy(['lines', '--report', saved, '--culprit', culprit.id, path]);
    const named = { lines, named: placesOf(printed, lines.texts) };
    this.#named.set(key, named);
    return named;
  }
}

/** What the command prints, in this process. */
async function printedBy(argv: readonly string[]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const errors: Buffer[] = [];
  const sink = (into: Buffer[]): Writable =>
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        into.push(chunk);
        done();
      },
    });
  const io = {
    ...silentIo(),
    stdin: Readable.from([]),
    stdout: sink(chunks),
    stderr: sink(errors),
  };
  const status = await run(argv, io);
  if (status !== 0) throw new Error(`culprit ${argv.join(' ')}: ${Buffer.concat(errors)}`);
  return Buffer.concat(chunks);
}
