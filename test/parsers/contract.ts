import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Escaping, isMiss, type LogFormatRoom } from '../../parsers/contract.ts';
import { AccessRecord } from '../../parsers/record.ts';
import {
  allValuesOf,
  bytesOf,
  compiled,
  escapeText,
  readLine,
  readWholeLine,
  valuesOf,
} from './read-line.ts';

/** What the suite is told of a room. */
export interface RoomCase {
  readonly room: LogFormatRoom;
  readonly escaping: Escaping;
  /** The format in which `print` does; the room's first preset where it is not given. */
  readonly format?: string;
  readonly print: (values: PrintedLine) => string;
  /** Format strings that do not compile, each with a word of its reason. */
  readonly refused: readonly (readonly [format: string, reason: RegExp])[];
}

export interface PrintedLine {
  readonly client: string;
  readonly user: string;
  readonly vhost: string;
  readonly time: string;
  readonly request: string;
  readonly status: number;
  readonly bytes: number;
  readonly referer: string;
  readonly agent: string;
}

/** The one suite that every room of access logs passes. */
export function describeRoom({ room, escaping, format, print, refused }: RoomCase): void {
  describe(`${room.name}, as every room`, () => {
    for (const preset of room.presets) {
      const parser = compiled(room, preset.format);

      it.each(preset.samples)(`${preset.name} reads its sample $line`, ({ line, record }) => {
        const { zoneMinutes, ...values } = record;
        expect(readLine(parser, line)).toEqual(values);
        expect(readWholeLine(parser, line)).toMatchObject(record);
        for (const field of Object.keys(record)) expect(parser.fields).toContain(field);
      });

      it(`${preset.name} reads a line wherever it lies in the bytes`, () => {
        for (const { line, record } of preset.samples) {
          const bytes = bytesOf(`"\\ ${line}\n${line}`);
          const into = new AccessRecord();
          expect(parser.parse(bytes, 3, 3 + bytesOf(line).length, into)).toBeUndefined();
          expect(allValuesOf(into)).toMatchObject(record);
        }
      });

      it(`${preset.name} misses a line cut anywhere before its last field`, () => {
        for (const { line } of preset.samples) {
          const lastField = line.lastIndexOf(' ');
          for (let length = 0; length < lastField; length++) {
            const miss = readLine(parser, line.slice(0, length));
            expect(miss).toHaveProperty('reason');
            expect(Object.isFrozen(miss)).toBe(true);
          }
        }
      });

      it(`${preset.name} reads any bytes without throwing, and the same twice`, () => {
        const record = new AccessRecord();
        fc.assert(
          fc.property(damagedLine(preset.samples.map(({ line }) => line)), (bytes) => {
            const first = parser.parse(bytes, 0, bytes.length, record);
            const values = valuesOf(record);
            expect(parser.parse(bytes, 0, bytes.length, record)).toBe(first);
            expect(valuesOf(record)).toEqual(values);
            expect(record.stoppedAt).toBeLessThanOrEqual(bytes.length);
          }),
          { numRuns: 60 },
        );
      });
    }

    it('compiles any string or says why not', () => {
      const piece = fc.constantFrom('%', '$', '{', '}', '"', ' ', '\\', 'h', 't', 'msec', '^', '<');
      const anyFormat = fc.oneof(
        fc.string(),
        fc.array(piece).map((pieces) => pieces.join('')),
      );
      fc.assert(
        fc.property(anyFormat, (spec) => {
          const parser = room.compile(spec);
          if (isMiss(parser)) expect(parser.reason).not.toBe('');
          else expect(() => readLine(parser, spec)).not.toThrow();
        }),
      );
    });

    it.each(refused)('refuses %s', (spec, reason) => {
      expect(room.compile(spec)).toHaveProperty('reason', expect.stringMatching(reason));
    });

    it('reads back what its server prints', () => {
      const parser = compiled(room, format ?? room.presets[0]?.format ?? '');
      fc.assert(
        fc.property(printedLine(escaping), (values) => {
          const escaped = (value: string): string => escapeText(value, escaping);
          const { request, referer, agent, user } = values;
          const line = print({
            ...values,
            request: escaped(request),
            referer: escaped(referer),
            agent: escaped(agent),
            user: escaped(user),
          });
          const { client, status } = values;
          expect(readLine(parser, line)).toMatchObject({
            client,
            status,
            user,
            referer,
            agent,
            request: values.request,
            bodyBytes: values.bytes,
          });
        }),
      );
    });
  });
}

/** Random bytes, and sample lines with some bytes changed. */
function damagedLine(lines: readonly string[]): fc.Arbitrary<Uint8Array> {
  const damaged = fc
    .tuple(fc.constantFrom(...lines), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }))
    .map(([line, changes]) => {
      const bytes = bytesOf(line);
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
      return bytes;
    });
  return fc.oneof(fc.uint8Array({ maxLength: 200 }), damaged);
}

function printedLine(escaping: Escaping): fc.Arbitrary<PrintedLine> {
  // A text of one byte `-` stands for absence, and without escapes a quote ends a text: servers cannot write them.
  const text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .filter((value) => value !== '-' && !(escaping === 'none' && value.includes('"')));
  return fc.record({
    client: fc.oneof(fc.ipV4(), fc.ipV6()),
    user: text.filter((value) => !` ${value} `.includes(' [') && !value.includes(' ')),
    vhost: fc.domain(),
    time: fc.constant('29/Feb/2024:23:59:60 -0330'),
    request: fc.oneof(
      text,
      fc.webPath().map((path) => `GET ${path}? HTTP/1.1`),
    ),
    status: fc.integer({ min: 100, max: 599 }),
    bytes: fc.nat(),
    referer: text,
    agent: text,
  });
}
