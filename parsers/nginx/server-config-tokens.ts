/** What ends a directive: its semicolon, a brace, or the end of the text. */
export type Ending = ';' | '{' | '}' | 'end';

/** The words of a directive without their quotes, and what ends it. */
export interface Statement {
  readonly words: readonly string[];
  readonly ending: Ending;
  /** The line of its first word, from 1. */
  readonly line: number;
}

interface Token {
  readonly kind: 'word' | Ending;
  readonly text: string;
}

// What `find` looks for: it sets `lastIndex` itself.
const NO_BLANK = /[^ \t\r\n]/g;
const NO_BRACE = /[^{]/g;
const LINE_FEED = /\n/g;
const WORD_MARK = /[ \t\r\n;{\\$]/g;
const DOUBLE_QUOTE_MARK = /["\\]/g;
const SINGLE_QUOTE_MARK = /['\\]/g;
const LUA_MARK = /["'{}]|--|\[=*\[/g;

const letterEscapes: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n' };

/**
 * The statements of nginx.conf. Blanks, `;` and `{` end a word, but for the `{` of `${name}`; a quote or `#` within a word is
 * a character like any other.
 *
 * - https://github.com/nginx/nginx/blob/master/src/core/ngx_conf_file.c (ngx_conf_read_token)
 */
export class NginxStatements {
  readonly #text: string;
  #at = 0;
  #line = 1;
  /** The first line feed that is not counted. */
  #nextFeed: number;

  constructor(text: string) {
    this.#text = text;
    this.#nextFeed = find(text, 0, LINE_FEED);
  }

  next(): Statement {
    const words: string[] = [];
    let line = 0;
    for (;;) {
      const { kind, text } = this.#token();
      if (words.length === 0) line = this.#line;
      if (kind !== 'word') return { words, ending: kind, line };
      words.push(text);
    }
  }

  /** Passes over the rest of a block of Lua, whose braces, strings and comments are Lua's. */
  skipLua(): void {
    this.#at = luaBlockEnd(this.#text, this.#at);
  }

  #token(): Token {
    const start = this.#skipBlanks();
    this.#countLines(start);
    const first = this.#text.charAt(start);
    if (first === '') return { kind: 'end', text: '' };
    if (first === ';' || first === '{' || first === '}') {
      this.#at = start + 1;
      return { kind: first, text: first };
    }
    return first === '"' || first === "'" ? this.#quoted(start) : this.#bare(start);
  }

  #skipBlanks(): number {
    let at = this.#at;
    for (;;) {
      at = find(this.#text, at, NO_BLANK);
      if (this.#text.charAt(at) !== '#') return at;
      at = find(this.#text, at, LINE_FEED);
    }
  }

  #quoted(start: number): Token {
    const end = closingQuote(this.#text, start);
    this.#at = end + 1;
    return { kind: 'word', text: unescaped(this.#text.slice(start + 1, end)) };
  }

  #bare(start: number): Token {
    const text = this.#text;
    let at = start;
    for (;;) {
      at = find(text, at, WORD_MARK);
      const mark = text.charAt(at);
      if (mark === '\\') at += 2;
      else if (mark === '$') at = find(text, at + 1, NO_BRACE);
      else break;
    }
    this.#at = Math.min(at, text.length);
    return { kind: 'word', text: unescaped(text.slice(start, at)) };
  }

  #countLines(to: number): void {
    while (this.#nextFeed < to) {
      this.#line += 1;
      this.#nextFeed = find(this.#text, this.#nextFeed + 1, LINE_FEED);
    }
  }
}

/** Where the pattern next matches, or the end of the text. */
function find(text: string, from: number, pattern: RegExp): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}

/** The quote that closes the one at `start`, or the end of the text. */
function closingQuote(text: string, start: number): number {
  const quote = text.charAt(start);
  const marks = quote === '"' ? DOUBLE_QUOTE_MARK : SINGLE_QUOTE_MARK;
  let at = start + 1;
  for (;;) {
    at = find(text, at, marks);
    if (text.charAt(at) !== '\\') return at;
    at += 2;
  }
}

/** nginx keeps a backslash that escapes nothing. */
function unescaped(word: string): string {
  return word.replace(/\\(["'\\trn])/g, (_, letter: string) => letterEscapes[letter] ?? letter);
}

/** Behind the brace that closes a block of Lua whose content begins at `start`. */
function luaBlockEnd(text: string, start: number): number {
  let depth = 1;
  let at = start;
  while (depth > 0) {
    at = find(text, at, LUA_MARK);
    const mark = text.charAt(at);
    if (mark === '') return text.length;
    if (mark === '{' || mark === '}') {
      depth += mark === '{' ? 1 : -1;
      at += 1;
    } else if (mark === '-') at = luaCommentEnd(text, at);
    else at = mark === '[' ? longBracketEnd(text, at) : closingQuote(text, at) + 1;
  }
  return at;
}

function luaCommentEnd(text: string, start: number): number {
  return /^\[=*\[/.test(text.slice(start + 2, start + 12))
    ? longBracketEnd(text, start + 2)
    : find(text, start, LINE_FEED);
}

/** `[==[` is closed by `]==]`. */
function longBracketEnd(text: string, start: number): number {
  const level = text.indexOf('[', start + 1) - start - 1;
  const close = `]${'='.repeat(level)}]`;
  const end = text.indexOf(close, start);
  return end < 0 ? text.length : end + close.length;
}
