import { type Block, blockOf, SLACK_BYTES } from '../../parsers/block-cursor.ts';

/** Where the bytes begin in `blockWith`. */
export const FRONT = 8;

/** A line that begins with these bytes at `FRONT`, with nothing behind it but what may be looked at. */
export function blockWith(bytes: Uint8Array): Block {
  const memory = new Uint8Array(FRONT + bytes.length + 1 + SLACK_BYTES).fill(0x35);
  memory.set(bytes, FRONT);
  memory[FRONT + bytes.length] = 0x0a;
  return blockOf(memory, 0, FRONT + bytes.length + 1);
}
