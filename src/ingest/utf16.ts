import { TextDecoder } from 'node:util';

/** How UTF-16 text begins, as Windows' PowerShell writes it (`>` and `Tee-Object`); U+FEFF in either order. */
const BYTE_ORDER_MARKS: Readonly<Record<'utf-16le' | 'utf-16be', readonly [number, number]>> = {
  'utf-16le': [0xff, 0xfe],
  'utf-16be': [0xfe, 0xff],
};
const UTF8_MARK = [0xef, 0xbb, 0xbf] as const;

/** Bytes that `textAsUtf8` must see of a text's head. */
export const MAX_MARK_BYTES: number = UTF8_MARK.length;

/**
 * Text in UTF-8 without a byte order mark, of text that begins with one; other bytes come as they are. The first chunk
 * holds at least `MAX_MARK_BYTES` where the text does. Half a character at the end becomes U+FFFD.
 */
export async function* textAsUtf8(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let decoder: TextDecoder | undefined;
  let isFirst = true;
  const encoder = new TextEncoder();
  for await (const chunk of chunks) {
    if (isFirst) decoder = decoderOf(chunk);
    if (decoder !== undefined) yield encoder.encode(decoder.decode(chunk, { stream: true }));
    else yield isFirst && beginsWith(chunk, UTF8_MARK) ? chunk.subarray(UTF8_MARK.length) : chunk;
    isFirst = false;
  }
  const rest = decoder?.decode() ?? '';
  if (rest !== '') yield encoder.encode(rest);
}

/** Whether text begins with a byte order mark. */
export function isMarked(head: Uint8Array): boolean {
  return decoderOf(head) !== undefined || beginsWith(head, UTF8_MARK);
}

function decoderOf(head: Uint8Array): TextDecoder | undefined {
  if (beginsWith(head, BYTE_ORDER_MARKS['utf-16le'])) return new TextDecoder('utf-16le');
  if (beginsWith(head, BYTE_ORDER_MARKS['utf-16be'])) return new TextDecoder('utf-16be');
  return undefined;
}

function beginsWith(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, at) => bytes[at] === byte);
}
