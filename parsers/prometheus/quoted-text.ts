const BACKSLASH = 0x5c;
const QUOTE = 0x22;

/**
 * What a backslash may stand before. `strict`: itself, `"` and `n`; anything else is a fault. `lenient`: the
 * same, anything else stands for itself with the backslash. `go`: all that Go's `strconv.Quote` writes.
 */
export type Escapes = 'strict' | 'lenient' | 'go';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const byLetter: Readonly<Record<string, string>> = { '\\': '\\', '"': '"', n: '\n' };
/** https://go.dev/ref/spec#Rune_literals */
const goLetters: Readonly<Record<string, string>> = {
  ...byLetter,
  a: '\x07',
  b: '\b',
  f: '\f',
  r: '\r',
  t: '\t',
  v: '\v',
};
const plainEscape = /\\(.?)/gsu;
const goEscape = /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[^xuU]|$)|\\/gsu;

/** The offset behind the quote that closes the one at `at`, or -1. */
export function quotedEnd(bytes: Uint8Array, at: number, end: number): number {
  for (let stop = at + 1; stop < end; stop++) {
    const byte = bytes[stop];
    if (byte === QUOTE) return stop + 1;
    if (byte === BACKSLASH) stop++;
  }
  return -1;
}

/** The text of `bytes[at, end)` without its escapes; undefined where it is no UTF-8 or an escape is none. */
export function unescapeText(
  bytes: Uint8Array,
  at: number,
  end: number,
  escapes: Escapes,
): string | undefined {
  const raw = decodeText(bytes, at, end);
  if (raw === undefined || !raw.includes('\\')) return raw;
  let valid = true;
  const text = raw.replace(escapes === 'go' ? goEscape : plainEscape, (whole) => {
    const plain = plainText(whole, escapes);
    valid &&= plain !== undefined;
    return plain ?? '';
  });
  return valid ? text : undefined;
}

/** The text of `bytes[at, end)`, or undefined where it is no UTF-8. */
export function decodeText(bytes: Uint8Array, at: number, end: number): string | undefined {
  try {
    return decoder.decode(bytes.subarray(at, end));
  } catch {
    return undefined;
  }
}

function plainText(whole: string, escapes: Escapes): string | undefined {
  const letter = whole.slice(1);
  if (escapes !== 'go') return byLetter[letter] ?? (escapes === 'lenient' ? whole : undefined);
  if (letter.length < 2) return goLetters[letter];
  const code = Number.parseInt(letter.slice(1), 16);
  // A byte that is not UTF-8, which Go writes as \xff, has no character of its own.
  if (letter.startsWith('x') && code > 0x7f) return '\uFFFD';
  return code > 0x10ffff ? undefined : String.fromCodePoint(code);
}
