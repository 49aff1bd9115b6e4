import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { resolveOptions } from '../../src/options.ts';
import type { RawOptions } from '../../src/raw-options.ts';

function optionsOf(raw: RawOptions, inputs: readonly string[] = ['access.log']) {
  return resolveOptions(inputs, raw, { hasPipe: false });
}

describe('--from and --to', () => {
  const second = Date.UTC(2026, 10, 21, 2, 33, 40);

  it.each([
    ['2026-11-21T02:33:40Z', undefined, second],
    ['2026-11-21T03:33:40+01:00', undefined, second],
    ['2026-11-21T02:33:40', undefined, second],
    ['2026-11-21 02:33:40', undefined, second],
    ['2026-11-21T08:03:40', '+05:30', second],
    ['2026-11-21T03:33:40', 'Europe/Paris', second],
    ['2026-11-21 03:33', 'Europe/Paris', second - 40_000],
    ['21/Nov/2026:03:33:40 +0100', 'Asia/Tokyo', second],
    ['2026-11-21', undefined, Date.UTC(2026, 10, 21)],
    // Summer time in July, whatever holds today or where the program runs.
    ['2026-07-01T12:00', 'Europe/Paris', Date.UTC(2026, 6, 1, 10)],
  ])('%s in %s', async (from, tz, expected) => {
    const zone = tz === undefined ? {} : { tz };
    expect((await optionsOf({ from, ...zone })).fromMs).toBe(expected);
    expect((await optionsOf({ to: from, ...zone })).toMs).toBe(expected);
  });

  it('are open where they are not given', async () => {
    const { fromMs, toMs } = await optionsOf({});
    expect([fromMs, toMs]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });
});

describe('--jobs', () => {
  it('is one thread for each core where it is not given, and few of them', async () => {
    expect((await optionsOf({})).jobs).toBe(Math.min(4, availableParallelism()));
    expect((await optionsOf({ jobs: '7' })).jobs).toBe(7);
  });

  it.each(['0', '65', '1.5', '-1', 'all'])('%s is none', async (jobs) => {
    await expect(optionsOf({ jobs })).rejects.toThrow(
      `--jobs ${jobs} is no number of threads; give a whole number from 1 to 64`,
    );
  });
});

describe('inputs', () => {
  it('are what was named, then the logs of hosts', async () => {
    const { inputs } = await optionsOf({ host: ['web1=a=b.log', 'web2=c'] }, ['x']);
    expect(inputs).toEqual([
      { path: 'x' },
      { host: 'web1', path: 'a=b.log' },
      { host: 'web2', path: 'c' },
    ]);
  });

  it('are the pipe where nothing is named', async () => {
    const { inputs } = await resolveOptions([], {}, { hasPipe: true });
    expect(inputs).toEqual([{ path: '-' }]);
  });
});

describe('the form of the report', () => {
  it.each([
    [{}, 'markdown'],
    [{ output: 'a.json' }, 'json'],
    [{ output: 'a.md' }, 'markdown'],
    [{ output: 'a.json', format: 'markdown' }, 'markdown'],
    [{ format: 'json' }, 'json'],
  ])('of %j is %s', async (raw, expected) => {
    expect((await optionsOf(raw)).outputFormat).toBe(expected);
  });
});
