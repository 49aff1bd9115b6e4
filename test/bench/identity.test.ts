import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';
import { firstDifference, type Told } from './identity.ts';
import { type LogPart, rotatedParts } from './log-variants.ts';
import { gzipped, type MadeLog, makeLogs } from './made-logs.ts';

const files = new TempFolder();
const [burst] = await makeLogs({ folder: files.path, lines: 6000, seed: 3, logs: ['burst'] });

async function told({ metrics }: MadeLog, of: readonly LogPart[]): Promise<Told> {
  const paths = of.map(({ path }) => path);
  const { stdout } = await runCli([...paths, '-m', metrics ?? '', '--format', 'json']);
  return { text: stdout.toString(), parts: of };
}

function oneFile(path: string): readonly LogPart[] {
  return [{ path, start: 0 }];
}

if (burst === undefined) throw new Error('no log was made');
const parts = await rotatedParts(burst.path);
const plain = await told(burst, oneFile(burst.path));

describe('the parts of a log', () => {
  it('are the log, cut behind line ends, each where it says', () => {
    const whole = readFileSync(burst.path, 'latin1');
    const texts = parts.map(({ path }) => readFileSync(path, 'latin1'));
    expect(texts.join('') === whole).toBe(true);
    for (const [at, text] of texts.entries()) {
      expect(text.endsWith('\n')).toBe(true);
      expect(Math.abs(text.length - whole.length / 3)).toBeLessThan(500);
      expect(whole.startsWith(text, parts[at]?.start)).toBe(true);
    }
  });

  it('are not cut again', async () => {
    expect(await rotatedParts(burst.path)).toEqual(parts);
  });
});

describe('the report of a log', () => {
  it('is the same of the compressed log but for its name', async () => {
    const packed = await told(burst, oneFile(await gzipped(burst.path)));
    expect(packed.text).not.toBe(plain.text);
    expect(firstDifference(plain, packed)).toBeUndefined();
  });

  it('is the same of its parts, which are told as one log', async () => {
    const split = await told(burst, parts);
    expect(split.text).toContain('access.log.2');
    expect(firstDifference(plain, split)).toBeUndefined();
    expect(firstDifference(split, plain)).toBeUndefined();
  });

  it.each<[string, (text: string) => string, RegExp]>([
    [
      'a line less',
      (text) => text.replace('"lines": 6000', '"lines": 5999'),
      /"lines": 6000, is told as "lines": 5999,/,
    ],
    ['a line more at its end', (text) => `${text}{}`, /is told as \{\}$/],
    ['an other name', (text) => text.replaceAll('burst.log', 'other.log'), /<log>.*other\.log/],
  ])('is another one with %s', (_, change, difference) => {
    const other = { ...plain, text: change(plain.text) };
    expect(firstDifference(plain, other)).toMatch(difference);
  });

  it('is another one where a line of a part stands at another byte', () => {
    const incidents = [{ culprits: [{ exemplars: [{ path: '/b', offset: 5 }] }] }];
    const log = { path: '/a', lines: 1, parsed: 1, missed: { empty: 1 }, bytes: 9 };
    const report = { inputs: { logs: [log, { ...log, path: '/b' }] }, incidents };
    const split = [
      { path: '/a', start: 0 },
      { path: '/b', start: 100 },
    ];
    const whole = (offset: number): Told => ({
      parts: oneFile('/w'),
      text: JSON.stringify({
        inputs: {
          logs: [{ ...log, path: '/w', lines: 2, parsed: 2, missed: { empty: 2 }, bytes: 18 }],
        },
        incidents: [{ culprits: [{ exemplars: [{ path: '/w', offset }] }] }],
      }),
    });
    const inParts = { text: JSON.stringify(report), parts: split };
    expect(firstDifference(whole(105), inParts)).toBeUndefined();
    expect(firstDifference(whole(5), inParts)).toBe('"offset": 5 is told as "offset": 105');
  });
});
