import { expect, it } from 'vitest';
import { analysisBenchOptions } from './options.ts';

it('has a day of 200 series at a minute for its default', () => {
  const { day, cases } = analysisBenchOptions([]);
  expect(day).toMatchObject({ series: 200, stepSeconds: 60 });
  expect(cases).toBeUndefined();
});

it.each([
  [['--series', 'many'], '--series many is no whole number from 1 on'],
  [['--lines', '10'], '--lines 10 is no whole number from 100000 on'],
])('refuses %j', (argv, message) => {
  expect(() => analysisBenchOptions(argv)).toThrow(message);
});
