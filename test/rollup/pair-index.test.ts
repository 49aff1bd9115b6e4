import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PairIndex } from '../../src/rollup/pair-index.ts';

const number = fc.oneof(fc.nat(6), fc.constantFrom(2 ** 31, 2 ** 32 - 1));
const steps = fc.array(fc.record({ first: number, second: number, remove: fc.boolean() }), {
  maxLength: 400,
});

describe('the index of pairs', () => {
  it('agrees with a map, whatever is inserted and removed', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const index = new PairIndex();
        const rows = new Map<string, number>();
        for (const { first, second, remove } of taken) {
          const name = `${first} ${second}`;
          const known = rows.get(name);
          expect(index.find(first, second)).toBe(known ?? -1);
          if (known === undefined) rows.set(name, index.insert(first, second));
          else if (remove) {
            index.remove(known);
            index.giveBack(known);
            rows.delete(name);
          }
        }
        expect(index.size).toBe(rows.size);
        expect(new Set(rows.values()).size).toBe(rows.size);
        for (const [name, row] of rows) {
          expect(`${index.first(row)} ${index.second(row)}`).toBe(name);
          expect(index.find(index.first(row), index.second(row))).toBe(row);
        }
      }),
    );
  });

  it('gives freed rows out again, so that churn takes no room', () => {
    const index = new PairIndex();
    for (let pair = 0; pair < 10_000; pair++) {
      const row = index.insert(pair, 0);
      index.remove(row);
      index.giveBack(row);
    }
    expect(index.rows).toBe(1);
    expect(index.size).toBe(0);
  });
});
