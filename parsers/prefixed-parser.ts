import type { Escaping, Field, LineParser, LineRecord, Miss, PieceReader } from './contract.ts';
import { type HeaderTime, instantIn, lacksTime, takeHeaderTime } from './header-time.ts';
import { endsWithEscape } from './json-scan.ts';
import type { Header, Prefix } from './prefix.ts';
import { type Envelope, findMember } from './prefix-envelope.ts';
import { unescapeInto } from './unescape.ts';

const BACKSLASH = 0x5c;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** The parser of lines that a logger has put something around. */
export function prefixedParser(prefix: Prefix, inner: LineParser): LineParser {
  return prefix.kind === 'header'
    ? new HeadedParser(prefix, inner)
    : new EnvelopeParser(prefix, inner);
}

/** Steps over what stands in front; the server's line is read where it lies. */
class HeadedParser implements LineParser {
  readonly escaping: Escaping;
  readonly pieceOf: PieceReader | undefined;
  readonly #header: Header;
  readonly #inner: LineParser;
  readonly #miss: Miss;
  readonly #between: Miss;

  constructor(header: Header, inner: LineParser) {
    this.escaping = inner.escaping;
    this.pieceOf = header.pieceOf;
    this.#header = header;
    this.#inner = inner;
    const reason = `the line does not begin with ${header.what}`;
    this.#miss = Object.freeze({ reason });
    this.#between = Object.freeze({ reason, between: true });
  }

  get fields(): ReadonlySet<Field> {
    return this.#header.time === undefined ? this.#inner.fields : withTime(this.#inner.fields);
  }

  parse(bytes: Uint8Array, start: number, end: number, record: LineRecord): Miss | undefined {
    const { skip, isBetween, time } = this.#header;
    const at = skip(bytes, start, end);
    if (at < 0) {
      record.reset(bytes, start, end, this.escaping);
      return isBetween?.(bytes, start, end) ? this.#between : this.#miss;
    }
    const miss = this.#inner.parse(bytes, at, end, record);
    record.setLine(bytes, start, end);
    if (time === undefined || !lacksTime(record, miss)) return miss;
    const headerTime = time(bytes, start, end);
    if (headerTime === undefined) return miss;
    takeHeaderTime(record, headerTime);
    return undefined;
  }
}

/**
 * Takes the server's line out of a string of JSON. Where the string holds no escape but the line end, the line is
 * read where it lies. Else it is unescaped first, into one buffer that is used for every line: one more pass over a
 * line, no allocation once the buffer is as long as the longest line, and never more bytes than the line has. The
 * record's ranges point into that buffer then, `stoppedAt` to the string; `lineBytes` is the line as it is.
 */
class EnvelopeParser implements LineParser {
  readonly escaping: Escaping;
  readonly pieceOf: PieceReader | undefined;
  readonly #envelope: Envelope;
  readonly #inner: LineParser;
  readonly #miss: Miss;
  #plain = new Uint8Array(0);

  constructor(envelope: Envelope, inner: LineParser) {
    this.escaping = inner.escaping;
    this.pieceOf = envelope.pieceOf;
    this.#envelope = envelope;
    this.#inner = inner;
    this.#miss = Object.freeze({ reason: `the line is not wrapped in ${envelope.what}` });
  }

  get fields(): ReadonlySet<Field> {
    return withTime(this.#inner.fields);
  }

  parse(bytes: Uint8Array, start: number, end: number, record: LineRecord): Miss | undefined {
    const member = findMember(this.#envelope.member, bytes, start, end);
    if (member === undefined) {
      record.reset(bytes, start, end, this.escaping);
      return this.#miss;
    }
    const { at } = member;
    const stop = withoutEscapedLineEnd(bytes, at, member.stop);
    const miss = hasEscape(bytes, at, stop)
      ? this.#parseUnescaped(bytes.subarray(at, stop), record)
      : this.#inner.parse(bytes, at, stop, record);
    if (record.bytes !== bytes) record.stoppedAt = at;
    record.setLine(bytes, start, end);
    if (!lacksTime(record, miss)) return miss;
    const time = this.#timeIn(bytes, start, end);
    if (time === undefined) return miss;
    takeHeaderTime(record, time);
    return undefined;
  }

  #timeIn(bytes: Uint8Array, start: number, end: number): HeaderTime | undefined {
    const member = findMember(this.#envelope.timeMember, bytes, start, end);
    const text = member && bytes.subarray(member.at, Math.min(member.stop, member.at + MAX_TIME));
    return text && instantIn(String.fromCharCode(...text));
  }

  #parseUnescaped(escaped: Uint8Array, record: LineRecord): Miss | undefined {
    if (this.#plain.length < escaped.length) this.#plain = new Uint8Array(escaped.length * 2);
    let length = unescapeInto(escaped, 'json', this.#plain);
    while (length > 0 && isLineEnd(this.#plain[length - 1])) length--;
    return this.#inner.parse(this.#plain, 0, length, record);
  }
}

/** Longer texts are no times. */
const MAX_TIME = 40;

function withTime(fields: ReadonlySet<Field>): ReadonlySet<Field> {
  return fields.has('startMs') || fields.has('endMs') ? fields : new Set([...fields, 'endMs']);
}

const LOWER_N = 0x6e;
const LOWER_R = 0x72;

/** `stop`, or the offset before `\n` or `\r\n` that ends the string. */
function withoutEscapedLineEnd(bytes: Uint8Array, at: number, stop: number): number {
  const feed = endsWithEscape(bytes, at, stop, LOWER_N) ? stop - 2 : stop;
  return endsWithEscape(bytes, at, feed, LOWER_R) ? feed - 2 : feed;
}

function hasEscape(bytes: Uint8Array, at: number, stop: number): boolean {
  for (let place = at; place < stop; place++) if (bytes[place] === BACKSLASH) return true;
  return false;
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === LINE_FEED || byte === CARRIAGE_RETURN;
}
