import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSeries } from '../../../src/series/read.ts';
import { TempFolder } from '../../support/temp-folder.ts';

const sadc = ['/usr/lib/sysstat/sadc', '/usr/lib64/sa/sadc', '/usr/lib/sa/sadc'].find(existsSync);
const isThere = sadc !== undefined && spawnSync('sadf', ['-V']).error === undefined;
const title = isThere
  ? 'what a real sadc collects'
  : 'what a real sadc collects (skipped: no sysstat here)';

describe.skipIf(!isThere)(title, () => {
  const folder = new TempFolder();

  /** Three samples a second apart, as sadf writes them. */
  function collected(name: string, flag: '-j' | '-d' | '-p'): Uint8Array {
    const file = join(folder.path, name);
    if (!existsSync(file)) execFileSync(sadc ?? '', ['-S', 'XALL', '1', '4', file]);
    return execFileSync('sadf', [flag, file, '--', '-A'], { maxBuffer: 64 * 1024 * 1024 });
  }

  it('gives memory within the size of the memory, load and CPUs', () => {
    const { series, skipped, notes } = readSeries([
      { path: 'sa.json', bytes: collected('sa', '-j') },
    ]);
    expect({ skipped, notes }).toEqual({ skipped: [], notes: [] });
    const find = (name: RegExp) => series.find((one) => name.test(one.name));
    const memory = find(/^memory used/);
    const told = /MemTotal:\s+(\d+) kB/.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
    expect(memory).toMatchObject({ role: 'memory', unit: 'bytes', stepSeconds: 1 });
    expect((memory?.capacity ?? 0) / (Number(told) * 1024)).toBeCloseTo(1, 1);
    expect(memory?.values.every((value) => value > 0 && value <= (memory.capacity ?? 0))).toBe(
      true,
    );
    expect(find(/^cpu busy/)?.node).toBe(series[0]?.node);
    expect(series.length).toBeGreaterThan(3);
  });

  it.each(['-d', '-p'] as const)('sadf %s tells the same series', (flag) => {
    const read = (bytes: Uint8Array) => {
      const { series, notes } = readSeries([{ path: 'sa', bytes }]);
      // The number of CPUs stands in the document alone.
      const others = series.filter(({ unit }) => unit !== 'cores');
      return {
        notes,
        series: others.map(({ name, node, times, values }) => ({ name, node, times, values })),
      };
    };
    const text = read(collected('sa', flag));
    expect(text.series.length).toBeGreaterThan(3);
    const document = read(collected('sa', '-j'));
    expect(text.notes).toEqual([]);
    for (const one of text.series) expect(document.series).toContainEqual(one);
    expect(text.series.map(({ name }) => name)).toEqual(document.series.map(({ name }) => name));
  });

  it('its binary file is refused by name', () => {
    collected('sa', '-j');
    const { skipped } = readSeries([{ path: 'sa', bytes: readFileSync(join(folder.path, 'sa')) }]);
    expect(skipped[0]?.reason).toMatch(/^sysstat's binary file: .*sadf -j sa /);
  });
});
