import { describe, expect, it } from 'vitest';
import type { RawOptions } from '../../src/raw-options.ts';
import { recordedArguments } from '../../src/recorded-arguments.ts';

const cases: readonly (readonly [string, readonly string[], RawOptions, string])[] = [
  ['logs and metrics', ['a.log', 'b.log'], { metrics: ['m', 'n'] }, 'a.log b.log --metrics m n'],
  ['a pipe', [], { metrics: ['m'] }, '- --metrics m'],
  ['a log of a host alone', [], { host: ['web1=a.log'] }, '--host web1=a.log'],
  [
    'what repeats, what has no value, and metrics last',
    ['a.log'],
    {
      metrics: ['m'],
      limit: ['workers=5', 'memory=1GB'],
      queryNames: true,
      serverConfig: ['c'],
      tz: 'UTC',
      top: '5',
    },
    'a.log --server-config c --limit workers=5 --limit memory=1GB --tz UTC --query-names --top 5 --metrics m',
  ],
  [
    'not where and how it is written',
    ['a.log'],
    { output: 'r.md', format: 'json', quiet: true, jobs: '2', exitCode: true },
    'a.log',
  ],
  ['a path like an option', ['-a.log'], {}, './-a.log'],
  [
    'no password of an address',
    ['a.log'],
    { metrics: ['http://me:secret@prometheus:9090/x', 'a@b.json'] },
    'a.log --metrics http://prometheus:9090/x a@b.json',
  ],
];

describe('what a report says was typed', () => {
  it.each(cases)('%s', (_, inputs, raw, expected) => {
    expect(recordedArguments(inputs, raw).join(' ')).toBe(expected);
  });
});
