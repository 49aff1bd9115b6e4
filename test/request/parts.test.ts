import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineOrder } from '../../src/request/line-order.ts';
import { StampCheck } from '../../src/request/stamp-meaning.ts';
import { BORDER_SLACK_MS, SteadyClock } from '../../src/request/steady-clock.ts';
import { LINES_TO_CONFIRM, LOOKS_BACK_MS, ZoneJumpDetector } from '../../src/request/zone-jump.ts';
import { ZonesMet } from '../../src/request/zones-met.ts';

const MINUTE_MS = 60_000;

/** Runs of lines: how many, how far they are from those before, and how far apart from each other. */
const times = fc
  .array(
    fc.record({
      lines: fc.integer({ min: 1, max: 30 }),
      fromMs: fc.integer({ min: -120 * MINUTE_MS, max: 120 * MINUTE_MS }),
      stepMs: fc.integer({ min: -2000, max: 5000 }),
    }),
    { maxLength: 12 },
  )
  .map((runs) => {
    let timeMs = Date.UTC(2026, 10, 21);
    return runs.flatMap(({ lines, fromMs, stepMs }) => {
      timeMs += fromMs;
      return Array.from({ length: lines }, () => {
        timeMs += stepMs;
        return timeMs;
      });
    });
  });
const cuts = fc.array(fc.nat(400), { maxLength: 6 });

function parts<Item>(items: readonly Item[], at: readonly number[]): readonly (readonly Item[])[] {
  const borders = [0, ...at.toSorted((a, b) => a - b), items.length];
  return borders.slice(1).map((to, i) => items.slice(borders[i], to));
}

/** The facts of all lines in one go, and put together from parts. */
function bothWays<Item, Part, Facts extends { append(part: Part): void; readonly part: Part }>(
  items: readonly Item[],
  at: readonly number[],
  make: () => Facts,
  observe: (facts: Facts, item: Item) => void,
): readonly [Facts, Facts] {
  const read = (lines: readonly Item[]): Facts => {
    const facts = make();
    for (const line of lines) observe(facts, line);
    return facts;
  };
  const together = make();
  for (const lines of parts(items, at)) together.append(structuredClone(read(lines).part));
  return [read(items), together];
}

describe('put together from parts', () => {
  it('the order of lines is that of the whole', () => {
    fc.assert(
      fc.property(times, cuts, (log, at) => {
        const [whole, together] = bothWays(
          log,
          at,
          () => new LineOrder(),
          (order, timeMs) => order.observe(timeMs),
        );
        expect(together.part).toEqual(whole.part);
      }),
    );
  });

  it('what stamps mean is what the whole says', () => {
    const lines = fc.array(
      fc.record({ stampMs: fc.nat(60_000), durationMs: fc.constantFrom(0, 900, 2500, 9000) }),
    );
    fc.assert(
      fc.property(lines, cuts, (log, at) => {
        const [whole, together] = bothWays(
          log,
          at,
          () => new StampCheck(),
          (check, line) => check.observe(line),
        );
        expect(together.part).toEqual(whole.part);
      }),
    );
  });

  it('the zones are those of the whole', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 60, -300)), cuts, (log, at) => {
        const [whole, together] = bothWays(
          log,
          at,
          () => new ZonesMet(),
          (zones, minutes) => zones.observe(minutes),
        );
        expect(together.counts()).toEqual(whole.counts());
      }),
    );
  });
});

describe('a clock that is steady', () => {
  const steadied = (log: readonly number[], at: readonly number[]): SteadyClock =>
    bothWays(
      log,
      at,
      () => new SteadyClock(),
      (clock, timeMs) => clock.observe(timeMs),
    )[1];

  it('never jumps, however its log is cut', () => {
    fc.assert(
      fc.property(times, cuts, (log, at) => {
        const detector = new ZoneJumpDetector();
        const jumps = log.filter((timeMs, line) => detector.observe(timeMs, line) === 'jumped');
        if (jumps.length > 0) expect(steadied(log, at).isSteady).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  const hour = Array.from({ length: 3600 }, (_, at) => at * 1000 - (at % 7) * 300);
  const late = LOOKS_BACK_MS + MINUTE_MS;

  it.each<[string, readonly number[], boolean]>([
    ['that ascends', hour, true],
    ['with single lines that are hours late', hour.map((ms, at) => ms - (at % 9 ? 0 : 9e6)), true],
    ['that is a little late', hour.map((ms, at) => ms - (at > 1000 ? BORDER_SLACK_MS : 0)), true],
    ['that goes back at a border', hour.map((ms, at) => ms - (at >= 1800 ? late : 0)), false],
    ['that goes back elsewhere', hour.map((ms, at) => ms - (at >= 2000 ? late : 0)), false],
    ['that ends in a few late lines', hour.map((ms, at) => ms - (at > 3590 ? late : 0)), true],
  ])('a log %s: %#', (_, log, isSteady) => {
    expect(steadied(log, [1800, 1800 + LINES_TO_CONFIRM, 3595]).isSteady).toBe(isSteady);
  });
});
