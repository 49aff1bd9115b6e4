import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NameCrowd } from '../../src/rollup/name-crowd.ts';

it('a crowd has no fewer names than it tells, and none that is met more often', () => {
  const crowd = new NameCrowd();
  const name = fc.oneof(fc.constantFrom('a', 'b', 'ab', ''), fc.string({ maxLength: 4 }));
  fc.assert(
    fc.property(fc.array(name, { maxLength: 300 }), (names) => {
      crowd.clear();
      const counts = new Map<string, number>();
      for (const one of names) {
        crowd.add(`/${one}/`, 1, one.length + 1);
        counts.set(one, (counts.get(one) ?? 0) + 1);
      }
      expect(crowd.names).toBeLessThanOrEqual(counts.size);
      expect(crowd.most).toBeGreaterThanOrEqual(Math.min(255, Math.max(0, ...counts.values())));
    }),
  );
});

it('names that differ are mostly told apart', () => {
  const crowd = new NameCrowd();
  crowd.clear();
  for (let number = 0; number < 10_000; number++) crowd.add(`page-${number}`, 0, 20);
  expect(crowd.names).toBeGreaterThan(9500);
  expect(crowd.most).toBeLessThan(6);
});
