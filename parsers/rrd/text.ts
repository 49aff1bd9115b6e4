import type { Miss } from '../contract.ts';

/** Bytes of one text of rrdtool at most: it must fit into one string. */
export const MAX_TEXT_BYTES: number = 256 * 1024 * 1024;

/**
 * The text of what rrdtool printed: legends go through as they were typed, so UTF-8 where it is that,
 * else Latin-1, which `xport` claims in any case.
 */
export function decodeText(bytes: Uint8Array, maxBytes: number = MAX_TEXT_BYTES): string | Miss {
  if (bytes.length > maxBytes) {
    return { reason: `rrdtool output of more than ${maxBytes} bytes: export a shorter span` };
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

/** The beginning of a text, for recognising it. */
export function decodeHead(head: Uint8Array): string {
  return new TextDecoder('latin1').decode(head);
}

const numberShape = /^[-+]?\d+(?:[.,]\d+)?(?:e[-+]?\d+)?$/i;
/** As C libraries print them: glibc `-nan`, musl and BSD `nan`, Windows `-1.#IND000000e+000`; JSON `null`. */
const unknownShape =
  /^(?:[-+]?nan(?:\([^)]*\))?|[-+]?1[.,]#(?:IND|QNAN|SNAN)\w*(?:e[-+]\d+)?|null|U)$/i;
const infiniteShape = /^(?<sign>[-+]?)(?:inf(?:inity)?|1[.,]#INF\w*(?:e[-+]\d+)?)$/i;

/** A number as rrdtool prints it, unknown as NaN; undefined for anything else. Older versions print the locale's comma. */
export function readNumber(text: string): number | undefined {
  const trimmed = text.trim();
  if (numberShape.test(trimmed)) return Number(trimmed.replace(',', '.'));
  if (unknownShape.test(trimmed)) return Number.NaN;
  const { sign } = infiniteShape.exec(trimmed)?.groups ?? {};
  if (sign === undefined) return undefined;
  return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** A whole number of seconds, rows or points; undefined for anything else. */
export function readCount(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? '';
  return /^\d{1,15}$/.test(trimmed) ? Number(trimmed) : undefined;
}

/** The trimmed text of the first element of a name. Undefined where there is none. */
export function elementText(text: string, name: string): string | undefined {
  const start = text.indexOf(`<${name}>`);
  if (start < 0) return undefined;
  const from = start + name.length + 2;
  const end = text.indexOf(`</${name}>`, from);
  return end < 0 ? undefined : text.slice(from, end).trim();
}
