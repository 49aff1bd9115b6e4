import { expect, it } from 'vitest';
import { Rivals } from '../../src/analysis/rivals.ts';

const requests = { cost: 'requests', response: { tauSeconds: 0 } } as const;
const leak = { cost: 'requests', response: { tauSeconds: Number.POSITIVE_INFINITY } } as const;

it.each([
  ['all of it where nobody else was tried', [], 1],
  [
    'its part of what a rival did that fits as well',
    [{ explanation: requests, raw: 0.5, surplus: 40 }],
    0.25,
  ],
  ['all where the rival fits far worse', [{ explanation: requests, raw: 0.2, surplus: 40 }], 1],
  ['all where the rival did less', [{ explanation: requests, raw: 0.9, surplus: 4 }], 1],
  [
    'all where the rival fits by another explanation',
    [{ explanation: leak, raw: 0.9, surplus: 40 }],
    1,
  ],
] as const)('a slice covers %s', (_, others, coverage) => {
  const rivals = new Rivals();
  for (const rival of others) rivals.note(rival);
  expect(rivals.coverageOf({ explanation: requests, raw: 0.5, surplus: 10 })).toBe(coverage);
});
