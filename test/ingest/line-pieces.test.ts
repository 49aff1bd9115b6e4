import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMiss } from '../../parsers/contract.ts';
import { compileFormat } from '../../parsers/index.ts';
import { MAX_STREAMS } from '../../src/ingest/line-pieces.ts';
import { LineSplitter, MAX_LINE_BYTES } from '../../src/ingest/lines.ts';
import { LogReader } from '../../src/ingest/log-reader.ts';

interface Read {
  readonly lines: number;
  readonly parsed: number;
  readonly missed: Readonly<Record<string, number>>;
  readonly unread: number;
  readonly targets: readonly (string | undefined)[];
  readonly offsets: readonly number[];
}

function read(name: string, text: string): Read {
  const format = compileFormat(name);
  if (isMiss(format)) throw new Error(format.reason);
  const targets: (string | undefined)[] = [];
  const offsets: number[] = [];
  const reader = new LogReader('a.log', { format }, (record, _, offset) => {
    targets.push(record.text('target'));
    offsets.push(offset);
  });
  const splitter = new LineSplitter(reader.line);
  splitter.push(new TextEncoder().encode(text));
  splitter.end();
  reader.end();
  const { lines, parsed, between } = reader.facts.tally;
  const missed = reader.facts.tally.missed();
  return { lines, parsed, missed, unread: lines - parsed - between, targets, offsets };
}

const request = (target: string): string =>
  `192.0.2.7 - - [21/Nov/2026:05:06:17 +0100] "GET ${target} HTTP/1.1" 200 5 "-" "curl"`;
const cri = (tag: string, text: string, stream = 'stdout'): string =>
  `2026-11-21T04:06:17.1Z ${stream} ${tag} ${text}\n`;
const docker = (log: string, stream = 'stdout'): string =>
  `${JSON.stringify({ log, stream, time: '2026-11-21T04:06:17Z' })}\n`;
const PIECE = 'piece of a line that goes on';

describe('lines that a logger has cut', () => {
  const line = request('/a');
  const halves = [line.slice(0, 50), line.slice(50)] as const;

  it.each([
    ['cri:combined', cri('P', halves[0]) + cri('F', halves[1])],
    ['docker:combined', docker(halves[0]) + docker(`${halves[1]}\n`)],
  ])('%s are put together, at the place of the first piece', (name, text) => {
    const whole = name === 'cri:combined' ? cri('F', line) : docker(`${line}\n`);
    expect(read(name, whole + text)).toEqual({
      lines: 3,
      parsed: 2,
      missed: { [PIECE]: 1 },
      unread: 0,
      targets: ['/a', '/a'],
      offsets: [0, whole.length],
    });
  });

  it('are put together though lines of another stream stand between', () => {
    const text =
      cri('P', halves[0]) +
      cri('F', request('/b'), 'stderr') +
      cri('P', halves[1].slice(0, 9)) +
      cri('F', halves[1].slice(9));
    expect(read('cri:combined', text).targets).toEqual(['/b', '/a']);
  });

  it('are told from one without its line end, as the last of a container', () => {
    const text = docker(request('/b')) + docker(`${line}\n`);
    expect(read('docker:combined', text)).toMatchObject({ parsed: 2, targets: ['/b', '/a'] });
  });

  it('are missed where they are longer than any line', () => {
    const long = 'x'.repeat(16 * 1024);
    const text = cri('P', `192.0.2.7 ${long}`) + cri('P', long).repeat(8) + cri('F', 'x');
    expect(read('cri:combined', text + cri('F', line))).toMatchObject({
      missed: { [PIECE]: 9, 'line over 64 KiB': 1 },
      targets: ['/a'],
    });
    expect(MAX_LINE_BYTES).toBeLessThan(9 * long.length);
  });

  it('are of a bounded number of streams', () => {
    const streams = Array.from({ length: MAX_STREAMS + 1 }, (_, at) => `s${at}`);
    const begun = streams.map((stream) => docker(halves[0], stream)).join('');
    const ended = streams.map((stream) => docker(`${halves[1]}\n`, stream)).join('');
    expect(read('docker:combined', begun + ended)).toMatchObject({
      parsed: MAX_STREAMS,
      unread: 1,
    });
  });

  it('are the same however they were cut', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: line.length - 1 }), { maxLength: 5 });
    fc.assert(
      fc.property(cuts, (places) => {
        const ends = [0, ...new Set(places.toSorted((a, b) => a - b)), line.length];
        const pieces = ends.slice(1).map((end, at) => line.slice(ends[at], end));
        const text = pieces.map((piece, at) => cri(at === pieces.length - 1 ? 'F' : 'P', piece));
        expect(read('cri:combined', text.join('')).targets).toEqual(['/a']);
      }),
    );
  });
});
