import { describe, expect, it } from 'vitest';
import { LineOrder } from '../../src/request/line-order.ts';

function orderOf(...times: readonly number[]): LineOrder {
  const order = new LineOrder();
  for (const timeMs of times) order.observe(timeMs);
  return order;
}

describe('LineOrder', () => {
  it('counts the lines that are older than the line before, and the largest step back', () => {
    const order = orderOf(5000, 6000, 6000, 1000, 2000, 1500);
    expect(order).toMatchObject({ lines: 6, backwards: 2, largestBackMs: 5000 });
    expect(order.backwardsShare).toBeCloseTo(1 / 3);
  });

  it('has no share where there are no lines', () => {
    expect(orderOf().backwardsShare).toBe(0);
    expect(orderOf(1)).toMatchObject({ lines: 1, backwards: 0, largestBackMs: 0 });
  });
});
