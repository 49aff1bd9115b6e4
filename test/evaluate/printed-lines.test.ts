import { expect, it } from 'vitest';
import { placesOf } from './printed-lines.ts';

const texts = ['a', 'b', 'a', 'c\xe4', 'a'];

it.each([
  ['', []],
  ['b\n', [1]],
  ['a\nb\na\n', [0, 1, 2]],
  ['a\r\nc\xe4\n', [0, 3]],
] as const)('finds the lines of %j', (printed, places) => {
  expect([...placesOf(Buffer.from(printed, 'latin1'), texts)].sort()).toEqual(places);
});

it.each(['d\n', 'b\nb\n'])('refuses %j, which the log does not hold', (printed) => {
  expect(() => placesOf(Buffer.from(printed), texts)).toThrow('printed, but in no log');
});
