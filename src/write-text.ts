import type { Writable } from 'node:stream';
import { unwritable } from './file-errors.ts';

/**
 * Writes text to a stream, `name` in messages; resolves when it is written. Rejects with an ExpectedError where there is no
 * room for it, and with what the system says where nobody reads it any more.
 */
export async function writeText(stream: Writable, name: string, text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(failure(name, error)) : resolve()));
  });
}

function failure(name: string, error: Error): Error {
  return isClosedPipe(error) ? error : unwritable(name, error);
}

/** Whether the reader of a pipe has seen enough: `culprit … | head`. */
export function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}

/** How messages call it. */
export const STANDARD_OUTPUT = 'the standard output';
