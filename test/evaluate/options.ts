import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { ablations } from './ablation/ablations.ts';
import { degradations } from './degraded/degradations.ts';
import type { LabelledCase } from './labelled-case.ts';

export interface EvaluateOptions {
  /** Where `real/`, or `cases/` and `truth/`, lie. */
  readonly folder: string;
  /** Cases at once. */
  readonly jobs: number;
  /** Names or families of cases, `*` stands for any text. Undefined is all. */
  readonly only: readonly string[] | undefined;
  /** Of the bootstrap. */
  readonly seed: number;
  /** For one run of the command. */
  readonly limitSeconds: number;
  /** Whether the logs are judged alone. */
  readonly withoutMetrics: boolean;
  readonly format: 'markdown' | 'json';
  /** What is switched off, one after the other, beside the whole. */
  readonly without: readonly string[];
  /** How inputs are degraded, one way after the other, beside the whole. */
  readonly degraded: readonly string[];
  /** Whether baselines are judged as well. */
  readonly withBaselines: boolean;
}

export const USAGE = `npm run evaluate -- <folder> [options]
  --jobs <n>        cases at once; one for each core by default
  --only <name,...> cases or families, * for any text
  --seed <n>        of the intervals, 1 by default
  --timeout <s>     for one run of the command, 60 by default
  --without <name,...> also with these switched off, one by one; all: each there is
  --degraded <name,...> also with inputs degraded, one way after the other; all: each there is
  --no-metrics      the logs alone: what it says where nobody measured anything
  --baselines       also simple baselines that are given the true windows
  --json            figures and cases as JSON`;

/** Throws an Error that names the option and what it takes. */
export function evaluateOptions(argv: readonly string[]): EvaluateOptions {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      jobs: { type: 'string', default: String(availableParallelism()) },
      only: { type: 'string' },
      seed: { type: 'string', default: '1' },
      timeout: { type: 'string', default: '60' },
      baselines: { type: 'boolean', default: false },
      'no-metrics': { type: 'boolean', default: false },
      without: { type: 'string' },
      degraded: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) throw new Error(`one folder is needed: ${USAGE}`);
  return {
    folder,
    jobs: wholeNumber('--jobs', values.jobs),
    only: values.only?.split(','),
    seed: wholeNumber('--seed', values.seed),
    limitSeconds: wholeNumber('--timeout', values.timeout),
    withoutMetrics: values['no-metrics'],
    format: values.json ? 'json' : 'markdown',
    without: namesOf('--without', values.without, ablations),
    degraded: namesOf('--degraded', values.degraded, degradations),
    withBaselines: values.baselines,
  };
}

function wholeNumber(option: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new Error(`${option} ${text} is no whole number from 1 on`);
}

function namesOf(
  option: string,
  text: string | undefined,
  table: Readonly<Record<string, unknown>>,
): readonly string[] {
  const known = Object.keys(table);
  if (text === undefined || text === 'all') return text === undefined ? [] : known;
  const names = text.split(',');
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return names;
  throw new Error(`${option} ${unknown} is unknown: use all, or of ${known.join(', ')}`);
}

/** The cases that are asked for. Throws an Error where a name fits none. */
export function chosen(
  cases: readonly LabelledCase[],
  only: readonly string[] | undefined,
): readonly LabelledCase[] {
  if (only === undefined) return cases;
  const fits = (pattern: string, { name, family }: LabelledCase): boolean => {
    const whole = patternOf(pattern);
    return whole.test(name) || whole.test(family);
  };
  const idle = only.find((pattern) => !cases.some((one) => fits(pattern, one)));
  if (idle !== undefined) throw new Error(`--only ${idle} fits no case and no family`);
  return cases.filter((one) => only.some((pattern) => fits(pattern, one)));
}

function patternOf(text: string): RegExp {
  const source = text.replace(/[\\^$.+?()[\]{}|]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${source}$`, 's');
}
