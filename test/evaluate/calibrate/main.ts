/**
 * `npm run calibrate -- <evaluation.json...> [--check <evaluation.json>...]`: fits the curve of src/analysis/confidence.ts to what was named
 * in evaluations (`npm run evaluate -- <folder> --json`) and tells how well it holds, on those and on others.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { brierScore, expectedCalibrationError, type Scored } from '../calibration.ts';
import { mean } from '../intervals.ts';
import { type Curve, curveOf, type JudgedClaim, scoredBy, scoredLeftOut } from './curve.ts';

const USAGE =
  'npm run calibrate -- <evaluation.json...> [--check <evaluation.json>], of npm run evaluate -- <folder> --json';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { check: { type: 'string', multiple: true, default: [] } },
  });
  if (positionals.length === 0) throw new Error(USAGE);
  const fitted = (await Promise.all(positionals.map(claimsIn))).flat();
  const curve = curveOf(fitted);
  const [
    constant = Number.NaN,
    perProduct = Number.NaN,
    behind = Number.NaN,
    suspect = Number.NaN,
  ] = curve;
  const checked = await Promise.all(
    values.check.map(async (path) => ({ path, claims: await claimsIn(path) })),
  );
  const lines = [
    `constant ${constant.toFixed(2)}, per product ${perProduct.toFixed(2)}, behind another ${behind.toFixed(2)}, not proven ${suspect.toFixed(2)}`,
    ...told('fitted', fitted, curve),
    tellLine('fitted, each family by the others', scoredLeftOut(fitted)),
    ...checked.flatMap(({ path, claims }) => told(path, claims, curve)),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** What evaluations say of each case, as far as it is needed here. */
interface Evaluated {
  readonly cases: readonly {
    readonly family: string;
    readonly claims?: readonly Omit<JudgedClaim, 'family'>[];
  }[];
}

async function claimsIn(path: string): Promise<readonly JudgedClaim[]> {
  const { cases } = JSON.parse(await readFile(path, 'utf8')) as Evaluated;
  return cases.flatMap(({ family, claims = [] }) => claims.map((claim) => ({ ...claim, family })));
}

/** Figures are of what was named first: that is what an evaluation judges a score by. */
function told(name: string, claims: readonly JudgedClaim[], curve: Curve): readonly string[] {
  const first = claims.filter(({ isFirst }) => isFirst);
  const product = first.map((claim) => ({ score: claim.product, isRight: claim.isRight }));
  return [
    tellLine(`${name}, by the product`, product),
    tellLine(`${name}, by the curve`, scoredBy(curve, first)),
  ];
}

function tellLine(name: string, claims: readonly Scored[]): string {
  const right = mean(claims.map(({ isRight }) => (isRight ? 1 : 0)));
  const figures = [
    `${claims.length} claims`,
    `${right.toFixed(2)} right`,
    `mean score ${mean(claims.map(({ score }) => score)).toFixed(2)}`,
    `ECE ${expectedCalibrationError(claims).toFixed(3)}`,
    `Brier ${brierScore(claims).toFixed(3)}`,
  ];
  return `${name}: ${figures.join(', ')}`;
}

await main();
