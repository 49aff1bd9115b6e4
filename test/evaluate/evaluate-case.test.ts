import { expect, it } from 'vitest';
import { TempFolder } from '../support/temp-folder.ts';
import type { Engine, Ran } from './engine.ts';
import { argumentsOf, evaluateCase } from './evaluate-case.ts';
import { madeCase, madeCulprit, madeIncident, madeLines } from './made.ts';

const files = new TempFolder();
const lines = madeLines(Array.from({ length: 30 }, (_, at) => (at >= 10 && at < 20 ? 1 : 0)));
const labelled = madeCase({ linesOf: () => Promise.resolve(lines) });

function ended(facts: Partial<Ran>): Engine {
  return () =>
    Promise.resolve({ status: 0, stdout: Buffer.alloc(0), stderr: '', wallSeconds: 1, ...facts });
}

it.each([
  [{ status: undefined }, 'the time was up'],
  [{ status: 2, stderr: 'culprit: no log\n' }, 'status 2: culprit: no log'],
  [{ stdout: Buffer.from('{') }, 'status 0: no report'],
] as const)('a run that ends with %j is a fault', async (facts, fault) => {
  const result = await evaluateCase(labelled, ended(facts), files.path);
  expect(result).toMatchObject({ fault, judgement: undefined, report: undefined });
});

it('judges by the lines that the command prints', async () => {
  const culprits = [madeCulprit('1.1', 0.9)];
  const report = { incidents: [madeIncident(10, 20, { culprits })] };
  const asked: (readonly string[])[] = [];
  const engine: Engine = (argv) => {
    asked.push(argv);
    const text =
      argv[0] === 'lines' ? lines.texts.slice(10, 19).join('\n') : JSON.stringify(report);
    return ended({ stdout: Buffer.from(text) })(argv);
  };
  const { judgement } = await evaluateCase(labelled, engine, files.path);
  expect(judgement?.named[0]?.agreement).toEqual({ jaccard: 0.9, recall: 0.9, purity: 1 });
  expect(asked[0]).toEqual(argumentsOf(labelled));
  expect(asked[1]?.slice(3)).toEqual(['--culprit', '1.1', 'access.log']);
});

it('names hosts where there are several', () => {
  const logs = ['web1', 'web2'].map((host) => ({ host, path: `${host}.log` }));
  expect(argumentsOf(madeCase({ logs })).slice(0, 4)).toEqual([
    '--host',
    'web1=web1.log',
    '--host',
    'web2=web2.log',
  ]);
});
