import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EventQueue } from './event-queue.ts';

it('gives events by their times, those of one time as they came', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), (times) => {
      const queue = new EventQueue<number>();
      for (const [order, at] of times.entries()) queue.put(at, order);
      const taken: (readonly [number, number])[] = [];
      for (let next = queue.take(); next !== undefined; next = queue.take()) {
        taken.push([next.at, next.event]);
      }
      const sorted = times.map((at, order) => [at, order] as const).sort(([a], [b]) => a - b);
      expect(taken).toEqual(sorted);
    }),
  );
});
