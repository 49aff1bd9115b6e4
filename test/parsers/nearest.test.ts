import { describe, expect, it } from 'vitest';
import { nearest } from '../../parsers/nearest.ts';

describe('nearest', () => {
  const known = ['combined', 'common', 'combinedio', 'nginx'];
  it.each([
    ['combind', 'combined'],
    ['Common', 'common'],
    ['combined_io', 'combinedio'],
    ['ngnix', 'nginx'],
    ['haproxy', undefined],
    ['', undefined],
  ])('of %j is %j', (word, expected) => {
    expect(nearest(word, known)).toBe(expected);
  });
});
