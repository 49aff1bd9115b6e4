import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../../parsers/text-hash.ts';
import { TextTable, UNKNOWN } from '../../src/scan/text-table.ts';

/** A few letters and zeros, so that texts are often alike but for their ends. */
const text = fc
  .array(fc.constantFrom(0, 0x61, 0x62, 0xff), { maxLength: 20 })
  .map((bytes) => Uint8Array.from(bytes));

function numberOf(table: TextTable, bytes: Uint8Array, from = 0): number {
  const view = new DataView(bytes.buffer);
  return table.find(hashOf(view, from, bytes.length), view, from, bytes.length);
}

function add(table: TextTable, bytes: Uint8Array, number: number): number {
  const view = new DataView(bytes.buffer);
  return table.add(hashOf(view, 0, bytes.length), view, 0, bytes.length, number);
}

/** The texts are of 20 bytes at most. */
function bytesAt(table: TextTable, place: number): number[] {
  const words = new Int32Array(5);
  return [...new Uint8Array(words.buffer, 0, table.copyTo(words, place))];
}

describe('TextTable', () => {
  it('holds what a map of the same texts holds, and gives it back', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 100 }), (texts) => {
        const table = new TextTable();
        const map = new Map<string, number>();
        for (const [number, bytes] of texts.entries()) {
          const key = bytes.join();
          expect(numberOf(table, bytes)).toBe(map.get(key) ?? UNKNOWN);
          if (map.has(key)) continue;
          map.set(key, number);
          expect(bytesAt(table, add(table, bytes, number))).toEqual([...bytes]);
        }
        expect(table.size).toBe(map.size);
        for (const bytes of texts) expect(numberOf(table, bytes)).toBe(map.get(bytes.join()));
      }),
    );
  });

  it('knows a text wherever it stands', () => {
    const table = new TextTable();
    const bytes = new TextEncoder().encode('/a/longer/path/than/two/words');
    add(table, bytes, 7);
    for (let shift = 1; shift < 9; shift++) {
      const shifted = new Uint8Array(shift + bytes.length);
      shifted.set(bytes, shift);
      expect(numberOf(table, shifted, shift)).toBe(7);
    }
  });

  it('looks many up at once, and has an empty text only when it was added', () => {
    const table = new TextTable();
    const empty = new Uint8Array(0);
    const view = new DataView(empty.buffer);
    const hashes = Int32Array.of(hashOf(view, 0, 0));
    const places = new Int32Array(1);
    table.look(hashes, 0, 1, places);
    expect(table.isAt(places[0] ?? 0, hashes[0] ?? 0, view, 0, 0)).toBe(false);
    const place = add(table, empty, 3);
    table.look(hashes, 0, 1, places);
    expect(places[0]).toBe(place);
    expect(table.isAt(place, hashes[0] ?? 0, view, 0, 0)).toBe(true);
    expect(table.numberAt(place)).toBe(3);
  });

  it('grows far beyond its first size, and forgets everything', () => {
    const table = new TextTable();
    const texts = Array.from({ length: 20_000 }, (_, i) => new TextEncoder().encode(`/page/${i}`));
    for (const [number, bytes] of texts.entries()) add(table, bytes, number);
    expect(texts.every((bytes, number) => numberOf(table, bytes) === number)).toBe(true);
    expect(table.bytes).toBeGreaterThan(20_000 * 8);
    table.clear();
    expect(table.size).toBe(0);
    expect(texts.every((bytes) => numberOf(table, bytes) === UNKNOWN)).toBe(true);
  });
});
