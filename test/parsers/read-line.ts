import { compileFormat } from '../../parsers/compile-format.ts';
import {
  type Escaping,
  isMiss,
  type LineParser,
  type LogFormatRoom,
  type Miss,
  type NumberField,
  numberFields,
  type Sample,
  textFields,
} from '../../parsers/contract.ts';
import { AccessRecord } from '../../parsers/record.ts';

export type Values = Sample['record'];

const encoder = new TextEncoder();

export function bytesOf(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Everything that a record holds; what is absent is left out. */
export function allValuesOf(record: AccessRecord): Values {
  const numbers = numberFields.map((field) => [field, record.number(field)] as const);
  const texts = textFields.map((field) => [field, record.text(field)] as const);
  return Object.fromEntries([...numbers, ...texts].filter(([, value]) => value !== undefined));
}

/** All but the zone: how a time was written is what a sample line shows anyway. */
export function valuesOf(record: AccessRecord): Values {
  const { zoneMinutes, ...values } = allValuesOf(record);
  return values;
}

/** Parses one line, or says why not. The zone is left out. */
export function readLine(parser: LineParser, line: string | Uint8Array): Values | Miss {
  return readWith(valuesOf, parser, line);
}

/** The same with the zone, for formats in which a time may be written in several ways. */
export function readWholeLine(parser: LineParser, line: string | Uint8Array): Values | Miss {
  return readWith(allValuesOf, parser, line);
}

/** The times of a line that were written without their zone. */
export function zonelessIn(parser: LineParser, line: string): readonly NumberField[] {
  const bytes = bytesOf(line);
  const record = new AccessRecord();
  const miss = parser.parse(bytes, 0, bytes.length, record);
  if (miss !== undefined) throw new Error(miss.reason);
  return numberFields.filter((field) => record.isZoneless(field));
}

function readWith(
  values: (record: AccessRecord) => Values,
  parser: LineParser,
  line: string | Uint8Array,
): Values | Miss {
  const bytes = typeof line === 'string' ? bytesOf(line) : line;
  const record = new AccessRecord();
  return parser.parse(bytes, 0, bytes.length, record) ?? values(record);
}

/** Compiles a format that must compile. */
export function compiled(room: LogFormatRoom, format: string): LineParser {
  const parser = room.compile(format);
  if (isMiss(parser)) throw new Error(`${format}: ${parser.reason}`);
  return parser;
}

/** The parser of a preset, or of a format string. */
export function parserOf(name: string): LineParser {
  const format = compileFormat(name);
  if (isMiss(format)) throw new Error(format.reason);
  return format.parser;
}

/** The reason why a format does not compile. */
export function refusal(room: LogFormatRoom, format: string): Miss {
  const parser = room.compile(format);
  if (!isMiss(parser)) throw new Error(`${format} compiles`);
  return parser;
}

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');
const letters: Readonly<Record<number, string>> = {
  8: 'b',
  9: 't',
  10: 'n',
  11: 'v',
  13: 'r',
  34: '"',
  92: '\\',
};

/** Writes a text as a server does that escapes in this way. */
export function escapeText(text: string, escaping: Escaping): string {
  if (escaping === 'json') return JSON.stringify(text).slice(1, -1);
  if (escaping === 'none') return text;
  return Array.from(bytesOf(text), (byte) => {
    if (byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c) {
      return String.fromCharCode(byte);
    }
    const letter = escaping === 'backslash' ? letters[byte] : undefined;
    return letter === undefined ? `\\x${hex(byte)}` : `\\${letter}`;
  }).join('');
}
