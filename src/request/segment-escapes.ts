import { hexDigit } from './hex-digit.ts';

/** What stays encoded: what would be read as another part of the address, as a template, or not at all. */
const STAYS_ENCODED = /[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}/?#%;{}\\]/gu;

const BRACE = /[{}]/;
const PERCENT = 0x25;
/** `%7e` */
const ESCAPE_WIDTH = 3;

/**
 * Undoes percent-encoding where it is UTF-8 (RFC 3986, 2.1 and 6.2.2): `%7euser` and `~user` are one. Once only: what is
 * encoded twice was so for a reason. Case is kept, for paths of different case are different files on these servers.
 */
export function withoutEscapes(segment: string): string {
  const encoded = BRACE.test(segment) ? segment.replace(/[{}]/g, encodeURIComponent) : segment;
  let text = '';
  let copied = 0;
  for (let at = encoded.indexOf('%'); at >= 0; at = encoded.indexOf('%', at + 1)) {
    const end = escapesEnd(encoded, at);
    if (end === at) continue;
    text += encoded.slice(copied, at) + decoded(encoded.slice(at, end));
    copied = end;
    at = end - 1;
  }
  return text + encoded.slice(copied);
}

/** Where the run of escapes ends that begins here. */
function escapesEnd(text: string, start: number): number {
  let at = start;
  while (codeAt(text, at) >= 0) at += ESCAPE_WIDTH;
  return at;
}

/** The byte that an escape stands for; negative where there is none. */
function codeAt(text: string, at: number): number {
  if (text.charCodeAt(at) !== PERCENT) return -1;
  const low = hexDigit(text.charCodeAt(at + 2));
  return low < 0 ? -1 : 16 * hexDigit(text.charCodeAt(at + 1)) + low;
}

/** What an escape alone stands for, by its byte: most are spaces and punctuation of ASCII. */
const asciiTexts: readonly string[] = Array.from({ length: 128 }, (_, code) =>
  decodedTogether(`%${code.toString(16).padStart(2, '0')}`),
);

function decoded(escapes: string): string {
  const alone = escapes.length === ESCAPE_WIDTH ? asciiTexts[codeAt(escapes, 0)] : undefined;
  return alone ?? decodedTogether(escapes);
}

function decodedTogether(escapes: string): string {
  try {
    return decodeURIComponent(escapes).replace(STAYS_ENCODED, encodeURIComponent);
  } catch {
    return escapes.toUpperCase();
  }
}
