/** A line's end counts, but in parentheses; `unknown` is a character that no lighttpd.conf has there. */
export type TokenKind = 'string' | 'integer' | 'name' | 'mark' | 'line-end' | 'end' | 'unknown';

export interface Token {
  readonly kind: TokenKind;
  /** A string without its quotes, a mark such as `=>` or `{`. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** Blanks and comments, then one of what a token begins with. The no-break space is one of lighttpd's blanks. */
const TOKEN =
  /[ \t\u00a0]*(?:#[^\n]*)?(?:(\r?\n)|(\d+)|([A-Za-z][\w.-]*)|(=>|[=!]~|==|!=|=\^|=\$|\+=|:=|[=+,(){}[\]$"])|([\s\S]))?/y;

/**
 * The tokens of lighttpd.conf.
 *
 * - https://redmine.lighttpd.net/projects/lighttpd/wiki/Docs_Configuration
 * - https://github.com/lighttpd/lighttpd1.4/blob/master/src/configfile.c (config_tokenizer)
 */
export class LighttpdTokens {
  /** The token that is to be read next. */
  current: Token;
  readonly #text: string;
  #at = 0;
  #line = 1;
  #openParentheses = 0;

  constructor(text: string) {
    this.#text = text;
    this.current = this.#next();
  }

  /** Takes the current token. */
  take(): Token {
    const taken = this.current;
    this.current = this.#next();
    return taken;
  }

  /** Takes the current token where it is that mark. */
  takeMark(text: string): boolean {
    const found = this.current.kind === 'mark' && this.current.text === text;
    if (found) this.take();
    return found;
  }

  #next(): Token {
    for (;;) {
      const token = this.#scan();
      if (token.kind !== 'line-end') return token;
      this.#line += 1;
      if (this.#openParentheses === 0) return token;
    }
  }

  #scan(): Token {
    TOKEN.lastIndex = this.#at;
    const [all = '', feed, integer, name, mark, other] = TOKEN.exec(this.#text) ?? [];
    this.#at += all.length;
    const line = this.#line;
    if (feed !== undefined) return { kind: 'line-end', text: '', line };
    if (integer !== undefined) return { kind: 'integer', text: integer, line };
    if (name !== undefined) return { kind: 'name', text: name, line };
    if (mark === '"') return this.#string();
    if (mark !== undefined) return this.#mark(mark);
    if (other !== undefined) return { kind: 'unknown', text: other, line };
    return { kind: 'end', text: '', line };
  }

  #mark(text: string): Token {
    if (text === '(') this.#openParentheses += 1;
    if (text === ')') this.#openParentheses = Math.max(0, this.#openParentheses - 1);
    return { kind: 'mark', text, line: this.#line };
  }

  /** `\"` is a quote, whatever stands before it; any other backslash is left to whoever reads the value. */
  #string(): Token {
    const line = this.#line;
    const start = this.#at;
    const quotes = /\\?"/g;
    quotes.lastIndex = start;
    let match = quotes.exec(this.#text);
    while (match?.[0] === '\\"') match = quotes.exec(this.#text);
    const end = match?.index ?? this.#text.length;
    this.#at = end + 1;
    const text = this.#text.slice(start, end);
    this.#line += text.split('\n').length - 1;
    return { kind: match === null ? 'end' : 'string', text: text.replaceAll('\\"', '"'), line };
  }
}
