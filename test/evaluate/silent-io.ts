import { Readable, Writable } from 'node:stream';
import type { Io } from '../../src/io.ts';

/** Where nobody listens. */
export function silentIo(): Io {
  const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });
  return {
    stdin: Readable.from([]),
    stdout: nowhere(),
    stderr: nowhere(),
    environment: {},
    onInterrupt: () => () => undefined,
  };
}
