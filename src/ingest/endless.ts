import { ExpectedError } from '../errors.ts';
import { DamagedInput } from './damaged-input.ts';
import { LINE_FEED } from './lines.ts';

/** Text without a line end that is read before it is taken for no log; a longest line is 64 KiB. */
export const MAX_UNBROKEN_BYTES: number = 64 * 1024 * 1024;
/**
 * NUL bytes in a row that are read before they are taken for no log. A log that is truncated while its server writes on
 * at the old place begins with a hole as long as it was; `/dev/zero` and bombs never end.
 */
export const MAX_NUL_BYTES: number = 1024 * 1024 * 1024;

/** The same of compressed bytes, of which a kibibyte may hold as many and takes minutes to inflate. */
export const MAX_INFLATED_NUL_BYTES: number = 256 * 1024 * 1024;

export interface EndlessLimits {
  readonly unbrokenBytes?: number;
  readonly nulBytes?: number;
}

/** The chunks as they come. Throws an ExpectedError that calls the input `name` where no line end comes for too long. */
export async function* refuseEndless(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  limits: EndlessLimits = {},
): AsyncGenerator<Uint8Array> {
  const { unbrokenBytes = MAX_UNBROKEN_BYTES, nulBytes = MAX_NUL_BYTES } = limits;
  let unbroken = 0;
  let nuls = 0;
  for await (const chunk of chunks) {
    if (isNul(chunk)) {
      nuls += chunk.length;
      if (nuls > nulBytes) throw noLines(name, 'NUL bytes only', nulBytes);
    } else {
      const lineFeed = chunk.lastIndexOf(LINE_FEED);
      unbroken = lineFeed < 0 ? unbroken + chunk.length : chunk.length - lineFeed - 1;
      nuls = 0;
      if (unbroken > unbrokenBytes) throw noLines(name, 'no line end', unbrokenBytes);
    }
    yield chunk;
  }
}

/** The chunks of an inflated input as they come. Throws a DamagedInput where they are a bomb of NUL bytes. */
export async function* refuseNulBomb(
  inflated: AsyncIterable<Uint8Array>,
  format: string,
  mostBytes: number = MAX_INFLATED_NUL_BYTES,
): AsyncGenerator<Uint8Array> {
  let nuls = 0;
  for await (const chunk of inflated) {
    nuls = isNul(chunk) ? nuls + chunk.length : 0;
    if (nuls > mostBytes) throw new DamagedInput(format, 'holds NUL bytes without end');
    yield chunk;
  }
}

function noLines(name: string, found: string, bytes: number): ExpectedError {
  const mebibytes = Math.floor(bytes / 1024 / 1024);
  return new ExpectedError(
    `${name} holds no lines: ${found} in ${mebibytes} MiB`,
    'name a log that is text',
  );
}

/** Compared as a whole, which is as fast as it can be read. */
function isNul(chunk: Uint8Array): boolean {
  if (chunk[0] !== 0 || chunk[chunk.length - 1] !== 0) return false;
  if (chunk.length > nul.length) return chunk.every((byte) => byte === 0);
  return Buffer.compare(chunk, nul.subarray(0, chunk.length)) === 0;
}

const nul: Uint8Array = new Uint8Array(1024 * 1024);
