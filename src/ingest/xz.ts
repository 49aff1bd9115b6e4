import { ReadableStream } from 'node:stream/web';
import xz from 'xz-decompress';
import { type Damage, DamagedInput } from './damaged-input.ts';

/**
 * What the codes of XZ Embedded say, at the end of the decoder's messages. Memory is refused over a dictionary of
 * 64 MiB, which is that of `xz -9`.
 * https://github.com/tukaani-project/xz-embedded/blob/master/linux/include/linux/xz.h
 */
const DAMAGE_OF_CODE: ReadonlyMap<string, Damage> = new Map([
  ['3', 'needs too much memory'],
  ['4', 'needs too much memory'],
  ['5', 'is damaged'],
  ['6', 'uses an option that is not read'],
  ['7', 'is damaged'],
  ['8', 'ends too early'],
]);
const CODE_AT_END = /error code (\d+)$/;

/**
 * Inflates xz as it comes, of one or more streams. Throws a DamagedInput, also where a CRC is wrong. One at a time: the
 * decoder keeps a second one waiting until the first is read to its end or left.
 */
export async function* inflateXz(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const compressed = ReadableStream.from(chunks) as ReadableStream<Uint8Array>;
  const inflated = new xz.XzReadableStream(compressed) as ReadableStream<Uint8Array>;
  try {
    yield* inflated;
  } catch (error) {
    const code = error instanceof Error ? CODE_AT_END.exec(error.message)?.[1] : undefined;
    if (code === undefined) throw error;
    throw new DamagedInput('xz', DAMAGE_OF_CODE.get(code) ?? 'is damaged');
  }
}
