import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../../src/report/report.ts';
import type { NamedLines } from './agreement.ts';
import type { Engine, Ran, Usage } from './engine.ts';
import { type Judgement, judge, type LinesFinder, rememberedLines } from './judge.ts';
import type { LabelledCase } from './labelled-case.ts';
import { placesOf } from './printed-lines.ts';

/** What came of one case. */
export interface CaseResult {
  readonly labelled: LabelledCase;
  readonly usage: Usage;
  /** Undefined where the command gave no report. */
  readonly report: Report | undefined;
  readonly judgement: Judgement | undefined;
  /** Why there is no report. */
  readonly fault: string | undefined;
}

/** The arguments that a user would give for the case. */
export function argumentsOf({ logs, metrics }: LabelledCase): readonly string[] {
  const named = logs.flatMap(({ host, path }) =>
    host === undefined ? [path] : ['--host', `${host}=${path}`],
  );
  const measured = metrics === undefined ? [] : ['--metrics', metrics];
  return [...named, ...measured, '--format', 'json', '--quiet'];
}

/** Runs the command on one case and judges its report; `folder` is for files of its own. */
export async function evaluateCase(
  labelled: LabelledCase,
  engine: Engine,
  folder: string,
): Promise<CaseResult> {
  const { status, stdout, stderr, ...usage } = await engine(argumentsOf(labelled));
  const report = status === 0 ? parsed(stdout) : undefined;
  if (report === undefined) {
    const fault = faultOf(status, stderr);
    return { labelled, usage, report: undefined, judgement: undefined, fault };
  }
  const path = join(folder, `${labelled.name.replaceAll(/[^\w-]+/g, '-')}.json`);
  await writeFile(path, stdout);
  const judgement = await judge(labelled, report, linesFinder(labelled, path, engine));
  return { labelled, usage, report, judgement, fault: undefined };
}

function parsed(stdout: Buffer): Report | undefined {
  try {
    return JSON.parse(stdout.toString()) as Report;
  } catch {
    return undefined;
  }
}

function faultOf(status: Ran['status'], stderr: string): string {
  if (status === undefined) return 'the time was up';
  return `status ${status}: ${stderr.trim() || 'no report'}`;
}

/** Finds lines by `culprit lines`, log by log. */
function linesFinder(labelled: LabelledCase, reportPath: string, engine: Engine): LinesFinder {
  const truthOf = rememberedLines(labelled);
  return async ({ id }, { logs }) => {
    const all: NamedLines[] = [];
    for (const path of logs) {
      const lines = await truthOf(path);
      if (lines === undefined) continue;
      const argv = ['lines', '--report', reportPath, '--culprit', id, path];
      const { status, stdout, stderr } = await engine(argv);
      if (status !== 0) throw new Error(`culprit ${argv.join(' ')}: ${faultOf(status, stderr)}`);
      all.push({ lines, named: placesOf(stdout, lines.texts) });
    }
    return all;
  };
}
