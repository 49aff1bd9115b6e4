import { expect } from 'vitest';

/** Builds of rrdtool print 9 or 10 digits after the point: equal to half of the ninth. */
export function sameNumber(actual: number, printed: number): boolean {
  if (Number.isNaN(printed) || Number.isNaN(actual)) return Object.is(actual, printed);
  return actual === printed || Math.abs(actual - printed) <= Math.abs(printed) * 6e-10;
}

/** Expects numbers equal as far as rrdtool prints them. */
export function expectSame(actual: ArrayLike<number>, printed: ArrayLike<number>): void {
  expect(actual.length).toBe(printed.length);
  const differing = Array.from(actual).flatMap((value, index) => {
    const wanted = printed[index] ?? Number.POSITIVE_INFINITY;
    return sameNumber(value, wanted) ? [] : [{ index, value, wanted }];
  });
  expect(differing).toEqual([]);
}
