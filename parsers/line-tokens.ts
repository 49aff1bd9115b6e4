/** A piece of a line, as an eye sees it that knows no format. */
export interface LineToken {
  readonly kind: 'bare' | 'quoted' | 'bracketed';
  /** Without its quotes or brackets. */
  readonly text: string;
  /** What stands between the token before and this one, quotes and brackets left out. */
  readonly before: string;
  /** The name in front of it, as in `rt=0.002` and `request_time: 0.002`; it is part of `before`. */
  readonly label?: string;
}

/** A line cut up. */
export interface TokenisedLine {
  readonly tokens: readonly LineToken[];
  /** What stands behind the last token. */
  readonly rest: string;
}

/** What separates tokens. */
const GAP = String.raw`[\s|,;]*`;
/** A name with a sign behind. The scheme of a URL is none, nor is the first group of an IPv6 address. */
const LABEL = String.raw`([A-Za-z_][\w-]*)(=|:(?!//|[\da-fA-F]*:) ?)`;
const QUOTED = String.raw`"((?:[^"\\]|\\.)*)"`;
const BRACKETED = String.raw`\[([^[\]]*)\]`;
const BARE = String.raw`([^\s|,;"[\]]+)`;

const TOKEN = new RegExp(`(${GAP})(?:${LABEL})?(?:${QUOTED}|${BRACKETED}|${BARE})`, 'y');
const END = new RegExp(`${GAP}$`);

/** Cuts a line into tokens; undefined where that leaves something over, as with a quote that does not end. */
export function tokensOf(line: string): TokenisedLine | undefined {
  const tokens: LineToken[] = [];
  const [rest = ''] = END.exec(line) ?? [];
  const end = line.length - rest.length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(line);
    if (match === null) return undefined;
    tokens.push(tokenOf(match));
  }
  return { tokens, rest };
}

function tokenOf(match: RegExpExecArray): LineToken {
  const [, gap = '', label, sign = '', quoted, bracketed, bare = ''] = match;
  const named = label === undefined ? { before: gap } : { before: `${gap}${label}${sign}`, label };
  if (quoted !== undefined) return { kind: 'quoted', text: quoted, ...named };
  if (bracketed !== undefined) return { kind: 'bracketed', text: bracketed, ...named };
  return { kind: 'bare', text: bare, ...named };
}
