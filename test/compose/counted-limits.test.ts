import { expect, it } from 'vitest';
import { countedLimits } from '../../src/compose/counted-limits.ts';
import type { Counted } from '../../src/second-look/count-limits.ts';
import { crawlerDay, partsOf } from './parts.ts';

const { analysis } = partsOf(crawlerDay());
const [incident] = analysis.incidents;

/** What is said where these bounds were reached in counting the first culprit. */
function said(...hit: readonly Counted[]): readonly string[] {
  if (incident === undefined) throw new Error('no incident');
  const totals = { requests: 1, firstMs: 0, lastMs: 0 };
  const culprit = { totals, largest: [], facts: { requests: 1, names: {} } };
  const looked = new Map([
    [incident, { traffic: totals, culprits: [{ ...culprit, limitsHit: new Set(hit) }] }],
  ]);
  const secondLook = { looked, unlooked: new Map() };
  return countedLimits({ analysis, secondLook }).map(({ text }) => text);
}

it('tells what was not told apart in the lines of a culprit, with its bounds', () => {
  expect(said()).toEqual([]);
  expect(said('values')[0]).toContain('The lines of 1.1 hold more than is told apart');
  expect(said('values', 'clients')).toEqual([
    expect.stringContaining('200,000 clients, 20,000 values of query parameters: '),
  ]);
});
