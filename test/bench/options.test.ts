import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { benchOptions } from './options.ts';

it('has three million lines of all logs, unless said', () => {
  const defaults = {
    lines: 3_000_000,
    runs: 3,
    seed: 1,
    logs: ['ordinary', 'gzip', 'attack', 'burst'],
    folder: join(tmpdir(), 'culprit-bench'),
    checksIdentity: true,
  };
  expect(benchOptions([])).toEqual(defaults);
  const numbers = ['--lines', '300000', '--runs', '1', '--seed', '9', '--logs', 'burst,gzip'];
  const argv = [...numbers, '--folder', '/mnt/logs', '--without-identity'];
  expect(benchOptions(argv)).toEqual({
    lines: 300_000,
    runs: 1,
    seed: 9,
    logs: ['burst', 'gzip'],
    folder: '/mnt/logs',
    checksIdentity: false,
  });
});

it.each([
  [['--lines', '299999'], '--lines 299999 is no whole number from 300000 on'],
  [['--lines', '3e5.5'], '--lines 3e5.5 is no whole number'],
  [['--runs', '0'], '--runs 0 is no whole number from 1 on'],
  [['--logs', 'burst,huge'], '--logs huge is unknown: use ordinary, gzip, attack, burst'],
  [['--line', '5'], "Unknown option '--line'"],
])('refuses %j', (argv, message) => {
  expect(() => benchOptions(argv)).toThrow(message);
});
