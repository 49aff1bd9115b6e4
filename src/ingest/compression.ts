import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BZIP2_MAGIC, inflateBzip2 } from './bzip2/inflate.ts';

/** Turns compressed bytes into those that were compressed. */
export type Inflate = (compressed: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

/** A way to compress a whole file as a stream. */
export interface Compression {
  readonly name: string;
  /** How such a file begins. */
  readonly magic: Uint8Array;
  /** Decoders that are packages of their own are loaded when such a file is met. */
  readonly inflate: () => Promise<Inflate>;
}

/** Bytes that a gzip stream gives at once: with 64 KiB it takes twice the time of the main thread. */
const GUNZIP_BYTES: number = 256 * 1024;

/** Content decides, never a name: rotated logs carry any extension. */
export const compressions: readonly Compression[] = [
  // RFC 1952, 2.3.1
  { name: 'gzip', magic: Uint8Array.of(0x1f, 0x8b), inflate: async () => inflateGzip },
  // RFC 8878, 3.1.1
  {
    name: 'zstd',
    magic: Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd),
    inflate: async () => (await import('./zstd.ts')).inflateZstd,
  },
  { name: 'bzip2', magic: BZIP2_MAGIC, inflate: async () => inflateBzip2 },
  // https://tukaani.org/xz/xz-file-format.txt, 2.1.1.1
  {
    name: 'xz',
    magic: Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00),
    inflate: async () => (await import('./xz.ts')).inflateXz,
  },
];

/** The most bytes that `compressionOf` needs to see. */
export const MAX_MAGIC_BYTES: number = Math.max(...compressions.map(({ magic }) => magic.length));

/** What a file that begins like this is compressed with, or undefined for plain bytes. */
export function compressionOf(head: Uint8Array): Compression | undefined {
  return compressions.find(({ magic }) => magic.every((byte, at) => head[at] === byte));
}

/** Of one or more members. The error of either stream reaches the reader of the result, which needs no callback. */
function inflateGzip(compressed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: GUNZIP_BYTES });
  pipeline(Readable.from(compressed), gunzip, () => undefined);
  return gunzip;
}
