import { describe, expect, it } from 'vitest';
import { TempFolder } from '../support/temp-folder.ts';
import { hasGnuTime, measure, measureFirstByte, medianUsage, parseUsage } from './measure.ts';

const { path: folder } = new TempFolder();
const withoutUsage = { folder, withUsage: false };

describe('a run', () => {
  it('gives what the command printed and how long it took', async () => {
    const script = 'process.stdout.write(process.env.WORD + process.argv[1])';
    const argv = [process.execPath, '-e', script, 'light'];
    const ran = await measure({ argv, environment: { WORD: 'day' } }, withoutUsage);
    expect(ran.output).toBe('daylight');
    expect(ran.wallSeconds).toBeGreaterThan(0);
    expect(ran).not.toHaveProperty('peakBytes');
  });

  it('that fails is an error which says how', async () => {
    const argv = [process.execPath, '-e', 'console.error("no such log"); process.exit(3)'];
    await expect(measure({ argv }, withoutUsage)).rejects.toThrow(/ended with 3: no such log$/);
    await expect(measure({ argv: ['/no/such/program'] }, withoutUsage)).rejects.toThrow('ENOENT');
  });

  it('can be timed to the first byte that it prints', async () => {
    const script = 'process.stdout.write("a"); setTimeout(() => process.stdout.write("b"), 1500)';
    const { output, wallSeconds } = await measureFirstByte({
      argv: [process.execPath, '-e', script],
    });
    expect(output).toBe('ab');
    expect(wallSeconds).toBeGreaterThan(0);
    const silent = { argv: [process.execPath, '-e', '0'] };
    await expect(measureFirstByte(silent)).rejects.toThrow('printed 0 characters');
  });

  const gnuTime = hasGnuTime();
  it.skipIf(!gnuTime)(`is measured${gnuTime ? '' : ' (skipped: no GNU time)'}`, async () => {
    const argv = [process.execPath, '-e', 'Buffer.alloc(2e8, 1)'];
    const { cpuSeconds, peakBytes } = await measure({ argv }, { folder, withUsage: true });
    expect(cpuSeconds).toBeGreaterThan(0);
    expect(peakBytes).toBeGreaterThan(2e8);
  });
});

it('what GNU time writes is seconds and KiB', () => {
  expect(parseUsage('1.50 0.25 2048\n')).toEqual({ cpuSeconds: 1.75, peakBytes: 2_097_152 });
  expect(() => parseUsage('')).toThrow('time wrote ""');
});

it('the median is of each figure', () => {
  const runs = [
    { wallSeconds: 3, cpuSeconds: 1, peakBytes: 10 },
    { wallSeconds: 1, cpuSeconds: 2, peakBytes: 30 },
    { wallSeconds: 2, cpuSeconds: 9, peakBytes: 20 },
  ];
  expect(medianUsage(runs)).toEqual({ wallSeconds: 2, cpuSeconds: 2, peakBytes: 20 });
  expect(medianUsage([{ wallSeconds: 4 }, { wallSeconds: 2 }])).toEqual({ wallSeconds: 2 });
  expect(() => medianUsage([])).toThrow('nothing was measured');
});
