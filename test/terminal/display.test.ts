import { describe, expect, it } from 'vitest';
import { displayOf } from '../../src/terminal/display.ts';

const terminal = { isTTY: true, columns: 100 };
const file = {};

describe('how a report is shown', () => {
  it.each([
    ['a terminal', terminal, {}, {}, true],
    ['NO_COLOR', terminal, { NO_COLOR: '1' }, {}, false],
    ['an empty NO_COLOR', terminal, { NO_COLOR: '' }, {}, true],
    ['a terminal that has none', terminal, { TERM: 'dumb' }, {}, false],
    ['--no-color', terminal, {}, { color: false }, false],
    ['FORCE_COLOR goes before NO_COLOR', terminal, { NO_COLOR: '1', FORCE_COLOR: '1' }, {}, true],
    ['--no-color goes before FORCE_COLOR', terminal, { FORCE_COLOR: '1' }, { color: false }, false],
    ['FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, {}, false],
  ])('%s', (_, stream, environment, options, colour) => {
    expect(displayOf(stream, environment, options)).toEqual({ columns: 100, colour });
  });

  it('a file or program takes it as it is, unless it is forced', () => {
    expect(displayOf(file, {}, {})).toBeUndefined();
    expect(displayOf(file, { FORCE_COLOR: '0' }, {})).toBeUndefined();
    expect(displayOf(file, { FORCE_COLOR: '1' }, {})).toEqual({ columns: 80, colour: true });
  });

  it.each([
    [10, 40],
    [0, 80],
    [300, 120],
  ])('%i columns are taken for %i', (columns, taken) => {
    expect(displayOf({ isTTY: true, columns }, {}, {})?.columns).toBe(taken);
  });
});
