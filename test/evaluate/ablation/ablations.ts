import type * as attempts from '../../../src/analysis/attempts.ts';
import type * as clockOffset from '../../../src/analysis/clock-offset.ts';
import type * as derivedCandidates from '../../../src/analysis/derived-candidates.ts';
import type * as explanations from '../../../src/analysis/explanations.ts';
import type * as factors from '../../../src/analysis/factors.ts';
import type * as farmContrast from '../../../src/analysis/farm-contrast.ts';
import type * as givenUp from '../../../src/analysis/given-up.ts';
import type * as newNames from '../../../src/analysis/new-names.ts';
import type * as newProcess from '../../../src/analysis/new-process.ts';
import type * as placebo from '../../../src/analysis/placebo.ts';
import type * as plausibility from '../../../src/analysis/plausibility.ts';
import type * as recurrence from '../../../src/analysis/recurrence.ts';
import type * as slowdown from '../../../src/analysis/slowdown.ts';
import type * as specificity from '../../../src/analysis/specificity.ts';
import type * as regression from '../../../src/statistics/regression.ts';

/** The modules in which something is switched off. */
interface Modules {
  readonly 'analysis/attempts': typeof attempts;
  readonly 'analysis/clock-offset': typeof clockOffset;
  readonly 'analysis/derived-candidates': typeof derivedCandidates;
  readonly 'analysis/explanations': typeof explanations;
  readonly 'analysis/factors': typeof factors;
  readonly 'analysis/farm-contrast': typeof farmContrast;
  readonly 'analysis/given-up': typeof givenUp;
  readonly 'analysis/new-names': typeof newNames;
  readonly 'analysis/new-process': typeof newProcess;
  readonly 'analysis/placebo': typeof placebo;
  readonly 'analysis/plausibility': typeof plausibility;
  readonly 'analysis/recurrence': typeof recurrence;
  readonly 'statistics/regression': typeof regression;
  readonly 'analysis/slowdown': typeof slowdown;
  readonly 'analysis/specificity': typeof specificity;
}

/** One thing that is switched off: a module's export, and what stands in its place. */
export interface Ablation {
  readonly module: keyof Modules;
  readonly exported: string;
  /** Takes the export that is there. */
  readonly instead: (real: unknown) => unknown;
}

function ablation<M extends keyof Modules, E extends keyof Modules[M] & string>(
  module: M,
  exported: E,
  instead: (real: Modules[M][E]) => Modules[M][E],
): Ablation {
  return { module, exported, instead: (real) => instead(real as Modules[M][E]) };
}

function withWeight(name: keyof factors.FactorWeights): Ablation {
  return ablation(
    'analysis/factors',
    'product',
    (real) => (weights) => real({ ...weights, [name]: 1 }),
  );
}

function explanationsOnly(wanted: (one: explanations.Explanation) => boolean): Ablation {
  return ablation(
    'analysis/explanations',
    'explanationsFor',
    (real) => (scene) => real(scene).filter(wanted),
  );
}

/** What can be switched off, by the name that it has in tables. */
export const ablations: Readonly<Record<string, Ablation>> = {
  fit: ablation('statistics/regression', 'partialFit', (real) => (...given) => {
    const { correlation, slope } = real(...given);
    return { correlation: Math.sign(correlation), slope };
  }),
  explained: ablation('analysis/factors', 'explainedWeight', () => () => 1),
  plausibility: ablation('analysis/plausibility', 'plausibility', () => () => 1),
  order: ablation('analysis/factors', 'orderWeight', () => () => 1),
  coverage: withWeight('coverage'),
  support: ablation('analysis/factors', 'supportWeight', () => () => 1),
  repetition: ablation('analysis/factors', 'repetitionWeight', () => () => 0),
  innocence: ablation('analysis/factors', 'innocenceWeight', () => () => 1),
  ownership: withWeight('ownership'),
  'common wait': ablation('analysis/slowdown', 'commonSlowdown', (real) => (...given) => ({
    ...real(...given),
    isWait: false,
  })),
  recurrence: ablation('analysis/recurrence', 'inLightOfOthers', () => (rises) => rises),
  'farm contrast': ablation('analysis/farm-contrast', 'contrastOf', () => () => undefined),
  'rest of the traffic': ablation(
    'statistics/regression',
    'Controls',
    (Real) =>
      class extends Real {
        override hold(columns: readonly Float64Array[]): this {
          return super.hold(columns.slice(0, 1));
        }
      },
  ),
  'costs other than requests': explanationsOnly(({ cost }) => cost === 'requests'),
  memory: explanationsOnly(({ response }) => response.tauSeconds === 0),
  'assumed holds': explanationsOnly(({ response }) => response.hold === undefined),
  'draining buffers': explanationsOnly(({ response }) => response.drains === undefined),
  'filling bodies': explanationsOnly(({ response }) => response.fills === undefined),
  'full workers': explanationsOnly(({ response }) => response.saturates === undefined),
  'given up': ablation('analysis/given-up', 'isAllGivenUp', () => () => false),
  'composed slices': ablation('analysis/derived-candidates', 'derivedCandidates', () => () => ({
    slices: [],
  })),
  'what is new': ablation('analysis/new-names', 'newSince', () => () => []),
  'other series': ablation('analysis/attempts', 'asTold', () => (incident) => [incident]),
  'merged names': ablation(
    'analysis/specificity',
    'specificFindings',
    () => (scored) => scored.slice(0, MANY).map((lead) => ({ lead, aliases: [] })),
  ),
  placebo: ablation('analysis/placebo', 'placeboOf', () => () => ({ tried: 0, asHigh: 0 })),
  'new processes': ablation('analysis/new-process', 'newProcessOf', () => () => undefined),
  'clock check': ablation('analysis/clock-offset', 'clockOffset', () => () => undefined),
};

/** More findings than are ever named. */
const MANY = 20;

/** An export in its ablated form. Throws an Error where it is not there any more. */
export function ablated(name: string, real: unknown): unknown {
  const found = ablations[name];
  if (found === undefined) throw new Error(`there is no ablation ${name}`);
  if (real === undefined) throw new Error(`${found.module} has no ${found.exported} to switch off`);
  return found.instead(real);
}
