import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { type Compression, compressionOf, MAX_MAGIC_BYTES } from './compression.ts';
import { refuseNulBomb } from './endless.ts';
import { CHUNK_BYTES, type FileFate, growingFileBytes } from './growing-file.ts';
import { isMarked, MAX_MARK_BYTES, textAsUtf8 } from './utf16.ts';

/** Bytes of an input's head that tell how it is to be read. */
const HEAD_BYTES: number = Math.max(MAX_MAGIC_BYTES, MAX_MARK_BYTES);

/** The bytes of a pipe or device as they come. Errors arrive while reading. */
export function fileStream(path: string): Readable {
  return createReadStream(path, { highWaterMark: CHUNK_BYTES });
}

/** The bytes of a regular file, inflated, text in UTF-8. Errors arrive while reading. */
export function fileBytes(
  path: string,
  onRead?: (fate: FileFate) => void,
): AsyncGenerator<Uint8Array> {
  return readable(growingFileBytes(path, onRead));
}

/** Whether `fileBytes` gives the bytes of a regular file as they are. */
export async function isPlainFile(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.subarray(0, bytesRead);
    return compressionOf(head) === undefined && !isMarked(head);
  } finally {
    await file.close();
  }
}

/** The same of a stream, which is destroyed when it is no longer read. Nothing is read twice: a pipe will do. */
export async function* plainBytes(raw: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* readable(raw);
  } finally {
    raw.destroy();
  }
}

async function* readable(raw: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = raw[Symbol.asyncIterator]();
  try {
    const head = await headOf(chunks, HEAD_BYTES);
    const compression = compressionOf(head);
    const whole = rejoined(head, chunks);
    yield* textAsUtf8(compression === undefined ? whole : withHead(inflated(whole, compression)));
  } finally {
    await chunks.return?.();
  }
}

async function* inflated(
  compressed: AsyncIterable<Uint8Array>,
  { name, inflate }: Compression,
): AsyncGenerator<Uint8Array> {
  const decode = await inflate();
  yield* refuseNulBomb(decode(compressed), name);
}

/** The same bytes, the first chunk of which is long enough to tell its encoding. */
async function* withHead(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = bytes[Symbol.asyncIterator]();
  try {
    yield* rejoined(await headOf(chunks, MAX_MARK_BYTES), chunks);
  } finally {
    await chunks.return?.();
  }
}

/** The first chunks, until they hold `length` bytes; fewer where the stream is shorter. */
async function headOf(chunks: AsyncIterator<Uint8Array>, length: number): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < length) {
    const next = await chunks.next();
    if (next.done) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  return head;
}

async function* rejoined(
  head: Uint8Array,
  chunks: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
}
