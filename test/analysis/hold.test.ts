import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Hold, heldBytes, holdsFor } from '../../src/analysis/hold.ts';

const WIDTH_MS = 10_000;

function held(logged: readonly number[], hold: Hold): number[] {
  return Array.from(heldBytes(Float64Array.from(logged), hold, WIDTH_MS));
}

/** The same told request by request. */
function slowlyHeld(logged: readonly number[], { seconds, shape, anchor }: Hold): number[] {
  const buckets = Math.max(1, Math.round((seconds * 1000) / WIDTH_MS));
  return logged.map((_, bucket) => {
    const parts = logged.map((bytes, at) => {
      const passed = bucket - (anchor === 'start' ? at : at - buckets + 1);
      if (passed < 0 || passed >= buckets) return 0;
      return shape === 'flat' ? bytes : ((buckets - passed) / buckets) * bytes;
    });
    return parts.reduce((sum, part) => sum + part, 0);
  });
}

describe('holdsFor', () => {
  it('assumes nothing where durations are logged', () => {
    expect(holdsFor('logged', 1200)).toEqual([]);
  });

  it.each([
    ['as long as the resource was up', 1200, { flat: 1200, draining: 1500 }],
    ['no longer than any may be, drained', 3000, { flat: 3000, draining: 900 }],
    ['not so, where it was up for hours', 7200, { flat: 900, draining: 900 }],
    ['not so, where it was up for less than others', 300, { flat: 900, draining: 900 }],
  ])('holds at most %s', (_, upSeconds, longest) => {
    const holds = holdsFor('none', upSeconds);
    const of = (shape: Hold['shape']): number =>
      Math.max(...holds.filter((hold) => hold.shape === shape).map(({ seconds }) => seconds));
    expect({ flat: of('flat'), draining: of('draining') }).toEqual(longest);
  });

  it('holds for as long as a short rise, too', () => {
    const seconds = holdsFor('none', 240).map((hold) => `${hold.shape} ${hold.seconds}`);
    expect(seconds).toContain('flat 240');
    expect(seconds).toContain('draining 300');
    expect(new Set(seconds).size).toBe(seconds.length);
  });

  it.each([
    ['implied', 'start'],
    ['none', 'end'],
  ] as const)(
    'of %s durations counts from the %s of a request, in both shapes',
    (durations, anchor) => {
      const holds = holdsFor(durations, 0);
      expect(new Set(holds.map((hold) => hold.anchor))).toEqual(new Set([anchor]));
      expect(new Set(holds.map(({ shape }) => shape))).toEqual(new Set(['flat', 'draining']));
      expect(holds.every(({ seconds }) => seconds > 0)).toBe(true);
    },
  );
});

describe('heldBytes', () => {
  it.each([
    ['flat', 'end', [0, 900, 900, 900, 0, 0]],
    ['flat', 'start', [0, 0, 0, 900, 900, 900]],
    ['draining', 'end', [0, 900, 600, 300, 0, 0]],
    ['draining', 'start', [0, 0, 0, 900, 600, 300]],
  ] as const)('%s, stamped at its %s', (shape, anchor, expected) => {
    const hold = { seconds: 30, shape, anchor };
    expect(held([0, 0, 0, 900, 0, 0], hold)).toEqual(expected);
  });

  it('holds for one bucket at least, and no longer than the log', () => {
    expect(held([0, 5, 0], { seconds: 1, shape: 'flat', anchor: 'end' })).toEqual([0, 5, 0]);
    expect(held([0, 5, 0], { seconds: 900, shape: 'flat', anchor: 'end' })).toEqual([5, 5, 0]);
    expect(held([0, 5, 0], { seconds: 900, shape: 'flat', anchor: 'start' })).toEqual([0, 5, 5]);
  });

  const amounts = fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 8 });
  const anyHold: fc.Arbitrary<Hold> = fc.record({
    seconds: fc.integer({ min: 1, max: 60 }),
    shape: fc.constantFrom('flat', 'draining'),
    anchor: fc.constantFrom('start', 'end'),
  });

  it('keeps bytes x time where the log has room on both sides', () => {
    const room = new Array<number>(10).fill(0);
    fc.assert(
      fc.property(amounts, anyHold, (some, hold) => {
        const buckets = Math.max(1, Math.round((hold.seconds * 1000) / WIDTH_MS));
        const each = hold.shape === 'flat' ? buckets : (buckets + 1) / 2;
        const total = held([...room, ...some, ...room], hold).reduce((sum, one) => sum + one, 0);
        const logged = some.reduce((sum, one) => sum + one, 0);
        expect(Math.abs(total - each * logged)).toBeLessThanOrEqual(1e-9 * (1 + total));
      }),
    );
  });

  it('is what each bucket’s bytes come to, bucket by bucket', () => {
    const many = fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(many, anyHold, (logged, hold) => {
        const slowly = slowlyHeld(logged, hold);
        held(logged, hold).forEach((value, at) => {
          expect(value).toBeCloseTo(slowly[at] ?? Number.NaN, 3);
        });
      }),
    );
  });

  it('adds up: what two logs hold together is what each holds alone', () => {
    fc.assert(
      fc.property(amounts, amounts, anyHold, (one, other, hold) => {
        const length = Math.max(one.length, other.length);
        const [a, b] = [one, other].map((some) => Array.from({ length }, (_, i) => some[i] ?? 0));
        const both = Array.from({ length }, (_, i) => (a?.[i] ?? 0) + (b?.[i] ?? 0));
        const [heldA, heldB] = [held(a ?? [], hold), held(b ?? [], hold)];
        held(both, hold).forEach((value, i) => {
          expect(value).toBeCloseTo((heldA[i] ?? 0) + (heldB[i] ?? 0), 3);
        });
      }),
    );
  });
});
