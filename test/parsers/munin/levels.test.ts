import { expect, it } from 'vitest';
import { readRange } from '../../../parsers/munin/levels.ts';

it.each([
  ['90', { above: 90 }],
  [':90', { above: 90 }],
  ['10:', { below: 10 }],
  ['-10:+90.5', { below: -10, above: 90.5 }],
  [' .5 ', { above: 0.5 }],
  [':', undefined],
  ['', undefined],
  ['high', undefined],
  ['1:2:3', undefined],
])('readRange(%j)', (text, range) => {
  expect(readRange(text)).toEqual(range);
});
