import { describe, expect, it } from 'vitest';
import { madeCase } from './made.ts';
import { chosen, evaluateOptions } from './options.ts';

it('takes a folder, and what is said', () => {
  expect(evaluateOptions(['cases'])).toMatchObject({ folder: 'cases', seed: 1, limitSeconds: 60 });
  const argv = [
    'cases',
    '--jobs',
    '3',
    '--only',
    'd0*,hog',
    '--seed',
    '7',
    '--timeout',
    '9',
    '--without',
    'fit,order',
    '--degraded',
    'sampled,coarse-5m',
    '--json',
  ];
  expect(evaluateOptions(argv)).toEqual({
    folder: 'cases',
    jobs: 3,
    only: ['d0*', 'hog'],
    seed: 7,
    limitSeconds: 9,
    withoutMetrics: false,
    format: 'json',
    without: ['fit', 'order'],
    degraded: ['sampled', 'coarse-5m'],
    withBaselines: false,
  });
});

it.each([
  [[], 'one folder is needed'],
  [['a', 'b'], 'one folder is needed'],
  [['a', '--jobs', '0'], '--jobs 0 is no whole number from 1 on'],
  [['a', '--seed', 'x'], '--seed x is no whole number from 1 on'],
  [['a', '--without', 'luck'], '--without luck is unknown: use all, or of fit,'],
  [['a', '--degraded', 'luck'], '--degraded luck is unknown: use all, or of coarse-5m,'],
  [['a', '--job', '2'], "Unknown option '--job'"],
])('refuses %j', (argv, message) => {
  expect(() => evaluateOptions(argv)).toThrow(message);
});

describe('cases are chosen by name or family', () => {
  const cases = [
    madeCase({ name: 'd001', family: 'two' }),
    madeCase({ name: 'd002', family: 'hog' }),
    madeCase({ name: 'e001', family: 'hogburst' }),
  ];

  it.each([
    [undefined, ['d001', 'd002', 'e001']],
    [['hog'], ['d002']],
    [
      ['hog*', 'd001'],
      ['d001', 'd002', 'e001'],
    ],
    [['d*'], ['d001', 'd002']],
  ])('%j', (only, names) => {
    expect(chosen(cases, only).map(({ name }) => name)).toEqual(names);
  });

  it('a name of none is refused', () => {
    expect(() => chosen(cases, ['d.*'])).toThrow('--only d.* fits no case and no family');
  });
});
