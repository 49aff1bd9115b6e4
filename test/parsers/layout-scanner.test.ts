import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockOf } from '../../parsers/block-cursor.ts';
import { compileFormat } from '../../parsers/compile-format.ts';
import { isMiss, type LineParser } from '../../parsers/contract.ts';
import { scannerOf } from '../../parsers/layout-scanner.ts';
import { AccessRecord } from '../../parsers/record.ts';
import { compilePresets } from '../../parsers/rooms.ts';
import { mutatedLines } from '../support/mutated-lines.ts';
import { bytesOf } from './read-line.ts';

const presets = compilePresets();

function scannedPresets(): typeof presets {
  return presets.filter(({ parser }) => scannerOf(parser) !== undefined);
}

function parserFor(format: string): LineParser {
  const compiled = compileFormat(format);
  if (isMiss(compiled)) throw new Error(compiled.reason);
  return compiled.parser;
}

function numbersAndRanges({ numbers, ranges }: AccessRecord): unknown {
  return { numbers: [...numbers], ranges: [...ranges] };
}

/** Says what the parser reads in every line that the scanner has read; returns how many these are. */
function expectAsParsed(parser: LineParser, bytes: Uint8Array): number {
  const scanner = scannerOf(parser);
  if (scanner === undefined) throw new Error('no scanner');
  const block = blockOf(bytes, bytes.lastIndexOf(0x0a) + 1);
  const scanned = new AccessRecord();
  scanner.open(block, scanned);
  let regular = 0;
  for (let start = 0; start < block.end; ) {
    const end = bytes.indexOf(0x0a, start);
    const next = scanner.scan(block, start, scanned);
    if (next >= 0) {
      const parsed = new AccessRecord();
      expect(next).toBe(end + 1);
      expect(bytes[end - 1]).not.toBe(0x0d);
      expect(parser.parse(bytes, start, end, parsed)).toBeUndefined();
      expect(numbersAndRanges(scanned)).toEqual(numbersAndRanges(parsed));
      regular += 1;
    }
    start = end + 1;
  }
  return regular;
}

describe('scannerOf', () => {
  it('has none for what is no plain sequence of fields, or has times without a zone', () => {
    const without = presets.filter((one) => !scannedPresets().includes(one));
    expect(without.map(({ preset }) => preset.name)).toEqual([
      'uwsgi',
      'uwsgi_combined',
      'json',
      'caddy',
      'traefik',
      'api_gateway',
      'ltsv',
    ]);
  });

  it.each([
    ['nginx:$remote_addr [$time_local]\n"$request"', 'a line feed inside'],
    ['apache:%h [%{%Y-%m-%d %T}t] "%r" %>s', 'a time without its zone'],
    ['syslog:combined', 'a prefix'],
  ])('has none for %j: %s', (format) => {
    expect(scannerOf(parserFor(format))).toBeUndefined();
  });
});

describe.each(
  scannedPresets().map(({ preset, parser }) => ({ name: preset.name, preset, parser })),
)('the scanner for $name', ({ preset, parser }) => {
  const lines = preset.samples.map(({ line }) => bytesOf(line));

  it('reads its samples, all regular, as the parser does', () => {
    const block = bytesOf(`${preset.samples.map(({ line }) => line).join('\n')}\n`);
    expect(expectAsParsed(parser, block)).toBe(lines.length);
  });

  it('reads what it takes of mutated lines as the parser does', () => {
    fc.assert(
      fc.property(mutatedLines(lines), (block) => {
        expectAsParsed(parser, block);
      }),
      {
        numRuns: 60,
      },
    );
  });
});
