import { readFloat } from './float-text.ts';
import { decodeText, quotedEnd } from './quoted-text.ts';

const QUOTE = 0x22;
const PLUS = 0x2b;
const COMMA = 0x2c;
const DASH = 0x2d;
const DOT = 0x2e;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Arrays and objects inside one another at most. */
export const MAX_DEPTH = 64;

const literals = ['true', 'false', 'null'];

/**
 * Walks over JSON on bytes, so that a reply of any size never becomes a tree of objects. Methods move past what they
 * read and tell false or undefined where it is not there; nothing more is to be read then.
 */
export class JsonCursor {
  readonly bytes: Uint8Array;
  at = 0;
  #depth = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** The first byte of the next value or mark; 0 at the end. */
  peek(): number {
    while (this.at < this.bytes.length && (this.bytes[this.at] ?? 0) <= 0x20) {
      if (!isBlank(this.bytes[this.at])) return 0;
      this.at += 1;
    }
    return this.bytes[this.at] ?? 0;
  }

  take(byte: number): boolean {
    if (this.peek() !== byte || this.at >= this.bytes.length) return false;
    this.at += 1;
    return true;
  }

  get isObject(): boolean {
    return this.peek() === OPEN_BRACE;
  }

  get isArray(): boolean {
    return this.peek() === OPEN_BRACKET;
  }

  get isText(): boolean {
    return this.peek() === QUOTE;
  }

  /** Calls `onMember`, which must read the value, for each member of an object. */
  members(onMember: (name: string) => boolean): boolean {
    return this.#list(OPEN_BRACE, CLOSE_BRACE, () => {
      const name = this.text();
      return name !== undefined && this.take(COLON) && onMember(name);
    });
  }

  /** Calls `onItem`, which must read the item, for each item of an array. */
  items(onItem: () => boolean): boolean {
    return this.#list(OPEN_BRACKET, CLOSE_BRACKET, onItem);
  }

  /** A string. */
  text(): string | undefined {
    if (!this.isText) return undefined;
    const end = quotedEnd(this.bytes, this.at, this.bytes.length);
    if (end < 0) return undefined;
    const text = unquoted(this.bytes, this.at, end);
    if (text !== undefined) this.at = end;
    return text;
  }

  /**
   * A number of JSON, or one that a server writes where JSON has none: in quotes, `null` for unknown, bare `NaN`
   * and `+Inf` (VictoriaMetrics). Quoted text that is no number is unknown: NaN.
   */
  measure(): number | undefined {
    if (this.isText) {
      const end = quotedEnd(this.bytes, this.at, this.bytes.length);
      const value = end < 0 ? undefined : readFloat(this.bytes, this.at + 1, end - 1);
      if (value === undefined) return this.text() === undefined ? undefined : Number.NaN;
      this.at = end;
      return value;
    }
    return this.#literal('null') ? Number.NaN : this.number();
  }

  /** A number without quotes; bare `NaN` and `+Inf` are taken too. */
  number(): number | undefined {
    this.peek();
    const end = this.#bareEnd();
    const value = readFloat(this.bytes, this.at, end);
    if (value !== undefined) this.at = end;
    return value;
  }

  /** `true` or `false`. */
  flag(): boolean | undefined {
    this.peek();
    if (this.#literal('true')) return true;
    return this.#literal('false') ? false : undefined;
  }

  /** Passes over one value of any kind. */
  skip(): boolean {
    if (this.isObject) return this.members(() => this.skip());
    if (this.isArray) return this.items(() => this.skip());
    if (this.isText) return this.text() !== undefined;
    return literals.some((literal) => this.#literal(literal)) || this.number() !== undefined;
  }

  #list(open: number, close: number, onItem: () => boolean): boolean {
    if (this.#depth === MAX_DEPTH || !this.take(open)) return false;
    if (this.take(close)) return true;
    this.#depth += 1;
    let isWhole = onItem();
    while (isWhole && this.take(COMMA)) isWhole = onItem();
    this.#depth -= 1;
    return isWhole && this.take(close);
  }

  #literal(literal: string): boolean {
    for (let i = 0; i < literal.length; i++) {
      if (this.bytes[this.at + i] !== literal.charCodeAt(i)) return false;
    }
    this.at += literal.length;
    return true;
  }

  #bareEnd(): number {
    let stop = this.at;
    while (isBare(this.bytes[stop])) stop++;
    return stop;
  }
}

function unquoted(bytes: Uint8Array, at: number, end: number): string | undefined {
  const raw = decodeText(bytes, at, end);
  if (raw === undefined) return undefined;
  // Only what is escaped needs more than the quotes taken off.
  if (!raw.includes('\\') && !hasControl(raw)) return raw.slice(1, -1);
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 0x20) return true;
  return false;
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function isBare(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  if (byte === PLUS || byte === DASH || byte === DOT) return true;
  return (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a);
}
