import { Decompress, type ZstdError } from 'fzstd';
import { DamagedInput } from './damaged-input.ts';

/** fzstd's code for an end in the middle of a frame, and for a window of over 2 GiB. */
const UNEXPECTED_EOF = 5;
const WINDOW_TOO_LARGE = 1;

/** Compressed bytes given to the decoder at once: a block of 128 KiB can come of three of them. */
const PUSH_BYTES = 1024;

/**
 * Inflates Zstandard as it comes, of one or more frames, skippable ones included. Memory is bounded by the frame's
 * window, 8 MiB by default and at most 128 MiB without `--long=31`. Checksums are not looked at.
 */
export async function* inflateZstd(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const decoder = new Decompress((output) => {
    if (output.length > 0) ready.push(output);
  });
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += PUSH_BYTES) {
      push(decoder, chunk.subarray(at, at + PUSH_BYTES), false);
      yield* ready.splice(0);
    }
  }
  push(decoder, new Uint8Array(0), true);
  yield* ready.splice(0);
}

function push(decoder: Decompress, chunk: Uint8Array, isLast: boolean): void {
  try {
    decoder.push(chunk, isLast);
  } catch (error) {
    throw asDamage(error);
  }
}

/** Damaged data also shows as errors of typed arrays, whose length it has put wrong. */
function asDamage(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? (error as ZstdError).code : undefined;
  if (code === UNEXPECTED_EOF) return new DamagedInput('zstd', 'ends too early');
  if (code === WINDOW_TOO_LARGE) return new DamagedInput('zstd', 'needs too much memory');
  const isDamage = code !== undefined || error instanceof RangeError || error instanceof TypeError;
  return isDamage ? new DamagedInput('zstd', 'is damaged') : error;
}
