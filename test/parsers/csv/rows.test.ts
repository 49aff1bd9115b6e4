import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rows } from '../../../parsers/csv/rows.ts';

const encode = (text: string) => new TextEncoder().encode(text);

function rowsOf(text: string, delimiter = ','): readonly (readonly string[])[] {
  const rows = new Rows(encode(text), delimiter.charCodeAt(0), 0);
  const read: (readonly string[])[] = [];
  while (rows.next()) read.push(rows.texts());
  return read;
}

describe('Rows', () => {
  it.each([
    [
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\rc,d\r',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,,\n,\n',
      [
        ['a', '', ''],
        ['', ''],
      ],
    ],
    ['a\n\nb\n', [['a'], [''], ['b']]],
    ['"a ""b"", c","d\r\ne"\n', [['a "b", c', 'd\r\ne']]],
    ['"","""",x""y\n', [['', '"', 'x""y']]],
    ['node_load1{a="b"},2\n', [['node_load1{a="b"}', '2']]],
    ['"never closed,1\n2', [['never closed,1\n2']]],
    ['', []],
  ])('reads %j', (text, expected) => {
    expect(rowsOf(text)).toEqual(expected);
  });

  it('says of the last row whether it is ended, and whether a quote is', () => {
    const stateOf = (text: string) => {
      const rows = new Rows(encode(text), 0x2c, 0);
      while (rows.next());
      return [rows.isUnended, rows.isCut];
    };
    expect(stateOf('a,b\n')).toEqual([false, false]);
    expect(stateOf('a,b')).toEqual([true, false]);
    expect(stateOf('a,"b')).toEqual([true, true]);
    expect(stateOf('a,"b"')).toEqual([true, false]);
  });

  it('gives back every table that is written as RFC 4180 has it', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'é', '"', ',', ';', '\n', '\r', ' ', '1'),
    });
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 });
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(',', ';'),
        fc.constantFrom('\n', '\r\n'),
        (rows, by, end) => {
          const written = rows.map((row) => {
            return row.map((text) => `"${text.replaceAll('"', '""')}"`).join(by) + end;
          });
          expect(rowsOf(written.join(''), by)).toEqual(rows);
        },
      ),
    );
  });

  it('covers any bytes without a throw, its rows one behind the other', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const rows = new Rows(bytes, 0x2c, 0);
        let previous = -1;
        while (rows.next()) {
          expect(rows.at).toBeGreaterThan(previous);
          expect(rows.cells).toBeGreaterThan(0);
          previous = rows.at;
        }
      }),
    );
  });
});
