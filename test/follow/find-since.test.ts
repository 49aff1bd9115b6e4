import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { stretchesSince } from '../../src/follow/find-since.ts';
import { combinedLines, START_MS } from '../support/made-log.ts';
import { TempFolder } from '../support/temp-folder.ts';

const HOUR_SECONDS = 3600;
const settings = { format: undefined, zone: undefined, configured: [] };

/** A log of three hours, an hour a file: the oldest compressed. */
function threeHours(): { readonly path: string; readonly texts: readonly string[] } {
  const files = new TempFolder();
  const texts = [0, 1, 2].map((hour) => {
    const lines = combinedLines(HOUR_SECONDS, START_MS + hour * HOUR_SECONDS * 1000);
    return `${lines.join('\n')}\n`;
  });
  const [oldest = '', middle = '', current = ''] = texts;
  files.file('access.log.2.gz', gzipSync(oldest));
  files.file('access.log.1', middle);
  return { path: files.file('access.log', current), texts };
}

describe('what was logged since a time', () => {
  it('is a part of the log itself', async () => {
    const { path, texts } = threeHours();
    const wanted = HOUR_SECONDS * 2 + 1800;
    const [only, ...others] = await stretchesSince(path, START_MS + wanted * 1000, settings);
    expect(others).toEqual([]);
    expect(only?.path).toBe(path);
    const text = texts[2] ?? '';
    const from = only?.from ?? -1;
    const exact = text.split('\n').slice(0, 1800).join('\n').length + 1;
    expect(from).toBeLessThanOrEqual(exact);
    expect(from).toBeGreaterThan(exact - 128 * 1024);
    expect(from === 0 || text[from - 1] === '\n').toBe(true);
  });

  it('reaches into what rotation has made of it, compressed or not', async () => {
    const { path } = threeHours();
    const names = async (hour: number): Promise<readonly string[]> => {
      const stretches = await stretchesSince(path, START_MS + hour * HOUR_SECONDS * 1000, settings);
      return stretches.map((one) => one.path.slice(path.length));
    };
    expect(await names(1.5)).toEqual(['.1', '']);
    expect(await names(0.5)).toEqual(['.2.gz', '.1', '']);
    expect(await names(-1)).toEqual(['.2.gz', '.1', '']);
  });

  it('of a log that is not there is nothing', async () => {
    expect(await stretchesSince('/nowhere/access.log', START_MS, settings)).toEqual([]);
  });
});
