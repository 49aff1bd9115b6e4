import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coincidenceOf, type Track } from '../../src/analysis/event-coincidence.ts';
import { noise } from '../support/series.ts';

/** Rises of four bins and bursts of two, each at the given bins. */
function track(begins: readonly number[], bursts: readonly number[], length = 500): Track {
  return {
    rises: begins.map((from) => ({ from, to: from + 4 })),
    bursts: bursts.map((from) => ({ from, to: from + 2 })),
    length,
  };
}

const minutely = { before: 2, stride: 1 };
const fiveRises = [40, 131, 222, 305, 471];

describe('coincidenceOf', () => {
  it.each([
    ['one at each begin', fiveRises, { preceded: 5, bursts: 5, followed: 5 }],
    [
      'one just before each',
      fiveRises.map((at) => at - 2),
      { preceded: 5, bursts: 5, followed: 5 },
    ],
    [
      'one too long before each',
      fiveRises.map((at) => at - 4),
      { preceded: 0, bursts: 5, followed: 0 },
    ],
    [
      'one when each is under way',
      fiveRises.map((at) => at + 2),
      { preceded: 0, bursts: 5, followed: 5 },
    ],
    ['one at another time, too', [...fiveRises, 400], { preceded: 5, bursts: 6, followed: 5 }],
    ['none at the last', fiveRises.slice(0, 4), { preceded: 4, bursts: 4, followed: 4 }],
    ['none', [], { preceded: 0, bursts: 0, followed: 0 }],
  ])('counts bursts: %s', (_, bursts, counts) => {
    expect(coincidenceOf([track(fiveRises, bursts)], minutely)).toMatchObject({
      rises: 5,
      ...counts,
    });
  });

  it('takes five of five for no chance, and what is always there for nothing else', () => {
    const { chance } = coincidenceOf([track(fiveRises, fiveRises)], minutely);
    // Only moves by up to three bins, which the meeting allows for, do as well.
    expect(chance).toBe(5 / 500);
    const always = { ...track(fiveRises, []), bursts: [{ from: 0, to: 500 }] };
    expect(coincidenceOf([always], minutely)).toMatchObject({ preceded: 5, chance: 1 });
  });

  it('adds tracks up: what came with rises on two hosts is less by chance', () => {
    const one = coincidenceOf([track(fiveRises, fiveRises)], minutely);
    const two = coincidenceOf([track(fiveRises, fiveRises), track([77, 250], [77, 250])], minutely);
    expect(two).toMatchObject({ rises: 7, preceded: 7, bursts: 7, followed: 7 });
    expect(two.chance).toBeLessThanOrEqual(one.chance);
    const without = coincidenceOf([track(fiveRises, fiveRises), track([77, 250], [])], minutely);
    expect(without).toMatchObject({ rises: 7, preceded: 5 });
  });

  it('keeps the hour of the day where bursts are moved by days', () => {
    // Every day at noon both: moved by days all other days have it, moved by minutes hardly any.
    const noons = Array.from({ length: 20 }, (_, day) => day * 24 + 12);
    const daily = track(noons, noons, 20 * 24);
    expect(coincidenceOf([daily], { before: 2, stride: 24 }).chance).toBe(1);
    expect(coincidenceOf([daily], { before: 2, stride: 1 }).chance).toBeLessThan(0.25);
    // Twice a week, on days with nothing in common.
    const some = [1, 4, 9, 11, 16].map((day) => day * 24 + 12);
    const chosen = track(some, some, 20 * 24 - 5);
    expect(coincidenceOf([chosen], { before: 2, stride: 24 }).chance).toBe(1 / 20);
  });

  it('is above 0, 1 at most, and no less where fewer rises were preceded', () => {
    const at = fc.uniqueArray(fc.integer({ min: 3, max: 490 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(at, at, fc.integer({ min: 0, max: 499 }), (some, others, move) => {
        const here = coincidenceOf([track(some, others)], minutely);
        expect(here.chance).toBeGreaterThan(0);
        expect(here.chance).toBeLessThanOrEqual(1);
        expect(here.preceded).toBeLessThanOrEqual(here.rises);
        expect(here.followed).toBeLessThanOrEqual(here.bursts);
        const moved = others.map((from) => (from + move) % 490);
        const there = coincidenceOf([track(some, moved)], minutely);
        if (there.preceded < here.preceded && there.rises === here.rises) {
          expect(there.chance).toBeGreaterThanOrEqual(here.chance - 0.05);
        }
      }),
    );
  });

  it('says p or less in p of all cases at most where nothing is behind it, and not much seldomer', () => {
    const next = noise(11);
    const anywhere = (): number => Math.floor(((next() + 1) / 2) * 990) + 3;
    const chances = Array.from({ length: 600 }, () => {
      const random = track(
        Array.from({ length: 6 }, anywhere),
        Array.from({ length: 60 }, anywhere),
        1000,
      );
      return coincidenceOf([random], minutely).chance;
    });
    const partUpTo = (level: number): number =>
      chances.filter((chance) => chance <= level).length / chances.length;
    for (const level of [0.05, 0.1, 0.25, 0.5, 0.75]) {
      // Three standard errors of 600 draws.
      expect(partUpTo(level)).toBeLessThan(level + 3 * Math.sqrt((level * (1 - level)) / 600));
    }
    expect(partUpTo(0.5)).toBeGreaterThan(0.3);
    expect(partUpTo(1)).toBe(1);
  });
});
