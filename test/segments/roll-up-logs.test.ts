import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SEGMENT_BYTES } from '../../src/ingest/segment-bytes.ts';
import { combinedLine, combinedLines, START_MS } from '../support/made-log.ts';
import { TempFolder } from '../support/temp-folder.ts';
import { longLog } from './long-log.ts';
import { countsOf, factsOf, only, rolledUp } from './rolled-up.ts';

const files = new TempFolder();
const lines = longLog();
const text = Buffer.from(`${lines.join('\n')}\n`);

const path = files.file('access.log', text);
const whole = await rolledUp([path]);
const missed = lines.filter((line) => line.startsWith('no request')).length;

/** Offsets of line ends at about these shares of the text, from its begin to its end. */
function cutsAt(...shares: readonly number[]): readonly number[] {
  const cuts = shares.map((share) => text.indexOf('\n', Math.floor(text.length * share)) + 1);
  return [0, ...cuts, text.length];
}

describe('a log of several segments', () => {
  it('has every line counted', () => {
    expect(text.length).toBeGreaterThan(5 * SEGMENT_BYTES);
    const { log, rollup } = only(whole);
    const { tally, fate } = log.facts;
    expect(tally).toMatchObject({ lines: lines.length, parsed: lines.length - missed });
    expect(tally.bytes).toBe(text.length);
    expect(fate).toEqual({ openedWith: text.length, read: text.length });
    const requests = rollup.total('requests').reduce((sum, count) => sum + count, 0);
    expect(requests).toBe(lines.length - missed);
    const [reason = ''] = Object.keys(tally.missed());
    expect(tally.examples(reason)[2]).toEqual({
      line: 'no request 2300',
      lineNumber: 2301,
      offset: text.indexOf('no request 2300'),
    });
  });

  it('is the same compressed', async () => {
    const packed = await rolledUp([files.file('packed.gz', gzipSync(text, { level: 1 }))]);
    expect(countsOf(packed)).toEqual(countsOf(whole));
    expect(factsOf(packed)).toEqual(factsOf(whole));
  });

  it('is the same read as a whole, from a pipe', async () => {
    const cuts = [0, 100_001, 30_000_003];
    const chunks = cuts.map((cut, at) => text.subarray(cut, cuts[at + 1]));
    const piped = await rolledUp(['-'], { stdin: chunks });
    expect(countsOf(piped)).toEqual(countsOf(whole));
    expect(factsOf(piped)).toEqual(factsOf(whole));
  });

  it('is the same as its rotated parts, in whatever order they are named', async () => {
    const cuts = cutsAt(0.33, 0.71);
    const parts = ['.2.gz', '.1', ''].map((ending, at) => {
      const part = text.subarray(cuts[at], cuts[at + 1]);
      const bytes = ending === '.2.gz' ? gzipSync(part, { level: 1 }) : part;
      return files.file(`rotated/access.log${ending}`, bytes);
    });
    const inOrder = await rolledUp(parts);
    expect(countsOf(inOrder)).toEqual(countsOf(whole));
    const backwards = await rolledUp([...parts].reverse());
    expect(countsOf(backwards)).toEqual(countsOf(whole));
    expect(backwards.logs.map((log) => log.path)).toEqual(parts);
  });
});

/** A line of uWSGI's own format, whose times have no zone. */
function uwsgiLine(at: number): string {
  const time = new Date(START_MS + at * 1000).toUTCString().slice(17, 25);
  return `[pid: 41|app: 0|req: ${at}/${at}] 192.0.2.${at % 9} () {34 vars in 576 bytes} [Sat Nov 21 ${time} 2026] GET /page${at % 7} => generated 12 bytes in ${at % 90} msecs (HTTP/1.1 200) 2 headers in 82 bytes (1 switches on core 1)`;
}

describe('a log that segments do not do for', () => {
  const short = combinedLines(3000);
  /** The lines as from a clock that was put back in their midst. */
  const putBack = [...short.slice(0, 1500), ...combinedLines(1500, START_MS - 7_200_000)];

  it.each<[string, readonly string[]]>([
    ['its clock was put back', putBack],
    ['a line goes on over the end of a segment', ['x'.repeat(SEGMENT_BYTES + 2 ** 21), ...short]],
    ['times have no zone', Array.from({ length: 2000 }, (_, at) => uwsgiLine(at))],
  ])('is the same as from a pipe: %s', async (name, log) => {
    const bytes = Buffer.from(log.map((line) => `${line}\n`).join(''));
    const file = files.file(`${name}.log`, bytes);
    const packed = files.file(`${name}.log.gz`, gzipSync(bytes));
    const piped = await rolledUp(['-'], { stdin: [bytes] });
    for (const one of [await rolledUp([file]), await rolledUp([packed])]) {
      expect(countsOf(one)).toEqual(countsOf(piped));
      expect(factsOf(one)).toEqual(factsOf(piped));
    }
  });

  it('is read again where its stamps are not what its format says', async () => {
    const requests = Array.from({ length: 900 }, (_, at) => ({
      endMs: START_MS + at * 500,
      durationMs: at % 9 === 0 ? 4000 + (at % 7) * 3000 : 30,
    }));
    const ends = requests.map(({ endMs, durationMs }, at) => {
      const crossingMs = at % 50 === 0 ? 2000 : 0;
      return `${combinedLine({ timeMs: endMs - crossingMs })} ${durationMs * 1000}`;
    });
    const log = files.file('doubted.log', `${ends.join('\n')}\n`);
    const format = '%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-agent}i" %D';
    const { facts } = only(await rolledUp([log], { format })).log;
    expect(facts.times).toMatchObject({
      stamps: 'end',
      stampDoubt: { documented: 'start', found: 'end', isCertain: true },
    });
    expect(facts.fromMs).toBeLessThan(START_MS);
  });
});

describe('a folder with a log that breaks off', () => {
  const good = combinedLines(3000).join('\n');

  it('is read without it', async () => {
    files.file('mixed/a.log', good);
    const alone = countsOf(await rolledUp([files.folder('mixed')]));
    const cut = gzipSync(`${good}\n${good.replaceAll('page', 'other')}`);
    const bad = files.file('mixed/b.log.gz', cut.subarray(0, -100));
    const { skipped, logs, ...rest } = await rolledUp([files.folder('mixed')]);
    expect(skipped).toEqual([{ path: bad, reason: expect.stringContaining('ends too early') }]);
    expect(logs).toHaveLength(1);
    expect(countsOf({ skipped, logs, ...rest })).toEqual(alone);
  });

  it('is an error without others', async () => {
    const cut = gzipSync(good).subarray(0, -100);
    files.file('broken/b.log.gz', cut);
    await expect(rolledUp([files.folder('broken')])).rejects.toThrow(
      /broken holds no access log: .*ends too early/,
    );
  });
});
