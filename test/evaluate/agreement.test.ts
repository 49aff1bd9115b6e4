import { describe, expect, it } from 'vitest';
import { agreementOf, commonSpan, degreeOf } from './agreement.ts';
import { madeIncident, madeLines, minute } from './made.ts';

const all = { fromMs: minute(0), toMs: minute(100) };

describe('agreement', () => {
  it('weighs what both hold against what either holds', () => {
    const lines = madeLines([0, 1, 1, 2, -1], { bytes: [1, 30, 10, 5, 60] });
    const logs = [{ lines, named: new Set([1, 4]) }];
    expect(agreementOf(logs, [1], { weighing: 'count', span: all })).toEqual({
      jaccard: 1 / 3,
      recall: 1 / 2,
      purity: 1 / 2,
    });
    expect(agreementOf(logs, [1], { weighing: 'bytes', span: all })).toEqual({
      jaccard: 30 / 100,
      recall: 30 / 40,
      purity: 30 / 90,
    });
    expect(agreementOf(logs, [1, 2], { weighing: 'duration', span: all }).recall).toBe(1 / 3);
  });

  it('is over the requests of which any part lies in the span', () => {
    const logs = [{ lines: madeLines([1, 1, 1, 1]), named: new Set([1]) }];
    const span = { fromMs: minute(1.5), toMs: minute(1.8) };
    expect(agreementOf(logs, [1], { weighing: 'count', span }).jaccard).toBe(1);
  });

  it('adds up over logs, and is nothing of nothing', () => {
    const one = { lines: madeLines([1, 0]), named: new Set([0]) };
    const other = { lines: madeLines([1, 0]), named: new Set([1]) };
    expect(agreementOf([one, other], [1], { weighing: 'count', span: all }).recall).toBe(1 / 2);
    expect(agreementOf([], [1], { weighing: 'count', span: all }).jaccard).toBe(0);
  });
});

it.each([
  ['crawler', 0.6, 0.6, 1, 'hit'],
  ['crawler', 0.59, 0.95, 0.6, 'partial'],
  ['crawler', 0.35, 0.95, 0.35, 'partial'],
  ['flashcrowd', 0.35, 0.95, 0.35, 'hit'],
  ['flashcrowd', 0.34, 0.95, 0.34, 'partial'],
  ['crawler', 0.29, 0.79, 0.31, 'miss'],
  ['crawler', 0.29, 0.9, 0.29, 'miss'],
] as const)(
  '%s with Jaccard %f, recall %f, purity %f is a %s',
  (family, jaccard, recall, purity, degree) => {
    expect(degreeOf({ jaccard, recall, purity }, { family })).toBe(degree);
  },
);

it('compares what window and incident have in common, padded', () => {
  const window = { startMs: minute(10), endMs: minute(20) };
  const incident = madeIncident(12, 40);
  expect(commonSpan(window, incident, 15_000)).toEqual({ fromMs: minute(10), toMs: minute(22) });
  expect(commonSpan(window, incident, 300_000)).toEqual({ fromMs: minute(2), toMs: minute(30) });
});
