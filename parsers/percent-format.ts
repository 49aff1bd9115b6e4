import type { Miss } from './contract.ts';

/** A piece of a format string in the notation that httpd made and lighttpd took over. */
export type PercentToken =
  | { readonly kind: 'text'; readonly text: string }
  | ({ readonly kind: 'directive' } & PercentDirective);

export interface PercentDirective {
  /** As written: `%!200,304{Referer}i`. */
  readonly name: string;
  /** What stands behind the modifiers: one letter, or `^` and two (`^FB`). */
  readonly letter: string;
  /** The text in braces. */
  readonly argument?: string;
  /** `<` asks for the request before an internal redirect, `>` for the one after. */
  readonly request?: 'original' | 'final';
  /** Whether the directive prints `-` for some statuses. */
  readonly conditional: boolean;
  /** Where the `%` stands in the format string, from 1. */
  readonly column: number;
}

/** How a vendor reads backslashes between directives. */
export interface LiteralEscapes {
  readonly letters: Readonly<Record<string, string>>;
  /** Whether a backslash before any other letter is itself part of the line. */
  readonly keepsOthers: boolean;
}

/** `%`, then statuses, `!`, `,`, `<`, `>` and braces in any order, then the letter. */
const DIRECTIVE = /%((?:[!<>,\d]|\{[^}]*\})*)(\^[A-Za-z]{2}|[^!<>,\d{])?/sy;

/** Cuts a format string into text and directives; a miss where a directive does not end. */
export function tokenisePercent(
  format: string,
  escapes: LiteralEscapes,
): readonly PercentToken[] | Miss {
  const tokens: PercentToken[] = [];
  let at = 0;
  while (at < format.length) {
    if (format[at] !== '%') {
      const next = format.indexOf('%', at);
      const stop = next < 0 ? format.length : next;
      tokens.push({ kind: 'text', text: unescapeLiteral(format.slice(at, stop), escapes) });
      at = stop;
      continue;
    }
    DIRECTIVE.lastIndex = at;
    const match = DIRECTIVE.exec(format);
    const letter = match?.[2];
    if (match === null || letter === undefined) return unfinished(format.slice(at), at + 1);
    tokens.push(toToken({ name: match[0], modifiers: match[1] ?? '', letter, column: at + 1 }));
    at += match[0].length;
  }
  return tokens;
}

function unescapeLiteral(text: string, { letters, keepsOthers }: LiteralEscapes): string {
  return text.replace(/\\(.)/gs, (pair, letter: string) => {
    return letters[letter] ?? (keepsOthers ? pair : letter);
  });
}

function unfinished(rest: string, column: number): Miss {
  return { reason: `${rest} does not end in a directive`, field: `column ${column}` };
}

function toToken(found: {
  readonly name: string;
  readonly modifiers: string;
  readonly letter: string;
  readonly column: number;
}): PercentToken {
  const { name, modifiers, letter, column } = found;
  if (name === '%%') return { kind: 'text', text: '%' };
  const braces = modifiers.match(/\{([^}]*)\}/g) ?? [];
  const argument = braces.at(-1)?.slice(1, -1);
  const plain = modifiers.replace(/\{[^}]*\}/g, '');
  const redirects = plain.match(/[<>]/g)?.at(-1);
  return {
    kind: 'directive',
    name,
    letter,
    column,
    conditional: /\d/.test(plain),
    ...(argument === undefined ? {} : { argument }),
    ...(redirects === undefined
      ? {}
      : { request: redirects === '<' ? ('original' as const) : ('final' as const) }),
  };
}
