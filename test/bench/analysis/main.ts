/** `npm run bench:analysis`: times the analysis alone, of a made day or of labelled cases. The README tells how. */
import { execFile } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { captures } from '../../evaluate/captures.ts';
import { madeCases } from '../../evaluate/made-cases.ts';
import { BURST_ROUTE } from '../traffic.ts';
import { makeDay } from './made-day.ts';
import { type AnalysisBenchOptions, analysisBenchOptions } from './options.ts';
import type { AnalysisInput, TimedAnalysis } from './timed-analysis.ts';

const PROGRAM: string = fileURLToPath(new URL('./timed-analysis.js', import.meta.url));

/** An input with what it took, run by run. */
interface Row {
  readonly name: string;
  readonly runs: readonly TimedAnalysis[];
}

async function main(): Promise<void> {
  const options = analysisBenchOptions(process.argv.slice(2));
  const [processor] = cpus();
  write(`CPU seconds in user mode, medians of ${options.runs} runs; `);
  write(`${cpus().length} cores of ${processor?.model.trim()}, Node ${process.version}.\n\n`);
  const { cases } = options;
  const faults = await (cases === undefined ? benchDay(options) : benchCases(cases, options));
  for (const fault of faults) write(`Wrong: ${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
}

/** Gives what the analysis got wrong of the day. */
async function benchDay({ day, runs }: AnalysisBenchOptions): Promise<readonly string[]> {
  const { log, metrics } = await makeDay(day);
  const row = await timed('a day', { logs: [{ host: undefined, path: log }], metrics }, runs);
  write(tableOf([row]));
  const [first] = row.runs;
  if (first === undefined) return [];
  const { series, routes } = first;
  return [
    ...(series === day.series ? [] : [`${series} series were read, not ${day.series}`]),
    ...(routes.includes(BURST_ROUTE) ? [] : [`${BURST_ROUTE} is not named, but ${routes}`]),
  ];
}

async function benchCases(
  folder: string,
  { runs }: AnalysisBenchOptions,
): Promise<readonly string[]> {
  const rows: Row[] = [];
  for (const { name, logs, metrics } of [
    ...(await madeCases(folder)),
    ...(await captures(folder)),
  ]) {
    process.stderr.write(`bench: ${name}\n`);
    if (metrics !== undefined) rows.push(await timed(name, { logs, metrics }, runs));
  }
  rows.sort((a, b) => cpuOf(b) - cpuOf(a));
  write(tableOf(rows));
  const all = rows.map(cpuOf);
  write(`\n${rows.length} cases: median ${seconds(middle(all))}, worst ${seconds(all[0] ?? 0)}\n`);
  return rows.length === 0 ? [`no cases in ${folder}`] : [];
}

async function timed(name: string, input: AnalysisInput, count: number): Promise<Row> {
  const runs: TimedAnalysis[] = [];
  for (let run = 0; run < count; run++) {
    const { stdout } = await promisify(execFile)(process.execPath, [
      PROGRAM,
      JSON.stringify(input),
    ]);
    runs.push(JSON.parse(stdout) as TimedAnalysis);
  }
  return { name, runs };
}

function tableOf(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const [first] = row.runs;
    const wall = middle(row.runs.map(({ wallSeconds }) => wallSeconds));
    const found = [first?.series, first?.incidents, first?.verdict];
    return [row.name, seconds(cpuOf(row)), seconds(wall), ...found];
  });
  const head = ['input', 'CPU', 'wall', 'series', 'incidents', 'verdict'];
  const table = [head, head.map(() => '---'), ...lines];
  return table.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

function cpuOf({ runs }: Row): number {
  return middle(runs.map(({ cpuSeconds }) => cpuSeconds));
}

/** The middle value, of an even number the lower of the two; 0 of none. */
function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}

function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
}

function write(text: string): void {
  process.stdout.write(text);
}

await main();
