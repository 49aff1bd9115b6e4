import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockOf, SLACK_BYTES } from '../../parsers/block-cursor.ts';
import { compileFormat } from '../../parsers/compile-format.ts';
import { isMiss, type LineParser } from '../../parsers/contract.ts';
import { scannerOf } from '../../parsers/layout-scanner.ts';
import { AccessRecord, textSlot } from '../../parsers/record.ts';
import { compilePresets } from '../../parsers/rooms.ts';
import { NO_ADDRESS, type ScannedLines, TextColumn } from '../../parsers/scanned-lines.ts';
import { hashOf } from '../../parsers/text-hash.ts';
import { ipv4Number } from '../../src/scan/ipv4-number.ts';
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

/** The same of a scanned line. */
function scannedNumbersAndRanges({ numbers, texts }: ScannedLines, line: number): unknown {
  return {
    numbers: numbers.map((column) => column[line]),
    ranges: texts.flatMap(({ starts, ends }) => [starts[line], ends[line]]),
  };
}

/** Says that what is known of a line beside its ranges is what they say. */
function expectDerived({ texts, view, bytes, addresses }: ScannedLines, line: number): void {
  for (const { starts, ends, hashes, isHashed, isFilled } of texts) {
    const [start = -1, end = -1] = [starts[line], ends[line]];
    if (start >= 0) expect(isFilled).toBe(true);
    if (start >= 0 && isHashed) expect(hashes[line]).toBe(hashOf(view, start, end));
  }
  const { starts, ends } = texts[textSlot('client')] ?? new TextColumn();
  const address = ipv4Number(bytes, starts[line] ?? 0, ends[line] ?? 0);
  expect([address, NO_ADDRESS]).toContain(addresses[line]);
}

/** The same lines with nothing behind them but what a scanner may look at. */
function withSlack(bytes: Uint8Array): Uint8Array {
  const memory = new Uint8Array(bytes.length + SLACK_BYTES).fill(0x22);
  memory.set(bytes);
  return memory.subarray(0, bytes.length);
}

/** Says what the parser reads in every line that the scanner has read; returns how many these are. */
function expectAsParsed(parser: LineParser, lines: Uint8Array): number {
  const bytes = withSlack(lines);
  const scanner = scannerOf(parser);
  if (scanner === undefined) throw new Error('no scanner');
  const block = blockOf(bytes, 0, bytes.lastIndexOf(0x0a) + 1);
  const scanned = scanner.lines;
  scanned.open(block.bytes, block.view);
  let regular = 0;
  for (let start = 0; start < block.end; ) {
    const end = bytes.indexOf(0x0a, start);
    const next = scanner.scan(block, start);
    if (next >= 0) {
      const parsed = new AccessRecord();
      expect(next).toBe(end + 1);
      expect(bytes[end - 1]).not.toBe(0x0d);
      expect(parser.parse(bytes, start, end, parsed)).toBeUndefined();
      expect(scannedNumbersAndRanges(scanned, scanned.length - 1)).toEqual(
        numbersAndRanges(parsed),
      );
      expectDerived(scanned, scanned.length - 1);
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
