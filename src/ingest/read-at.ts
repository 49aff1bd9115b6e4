import type { FileHandle } from 'node:fs/promises';

/** The bytes of a file at a position, `length` at most: fewer at its end. They are the caller's own. */
export async function readAt(
  file: FileHandle,
  position: number,
  length: number,
): Promise<Uint8Array> {
  const { bytesRead, buffer } = await file.read(
    Buffer.allocUnsafeSlow(length),
    0,
    length,
    position,
  );
  return buffer.subarray(0, bytesRead);
}
