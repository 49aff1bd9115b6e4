import type { Readable, Writable } from 'node:stream';

/** Signals that ask a command which goes on for an end, a new beginning of its files, or a report. */
export type WatchedSignal = 'SIGTERM' | 'SIGHUP' | 'SIGUSR1';

/** Where keys come from; raw, they are neither shown nor waited for until a line ends. */
export type Keyboard = Readable & { setRawMode?(isRaw: boolean): unknown };

/** What the command layer needs of the process; tests give their own. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & {
    readonly isTTY?: boolean;
    readonly columns?: number;
    readonly rows?: number;
  };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  /** The variables of the environment: secrets of endpoints are read from it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /**
   * Calls `stop` once when the user asks for an end (Ctrl-C), until the returned function is called. While
   * nobody listens, Ctrl-C ends the process.
   */
  onInterrupt(stop: () => void): () => void;
  /** Calls `act` at each of these signals, until the returned function is called; absent where there are none. */
  readonly onSignal?: (signal: WatchedSignal, act: () => void) => () => void;
  /** The keyboard, where there is one, even though the standard input is a pipe; it is the caller's to destroy. */
  readonly keyboard?: () => Promise<Keyboard | undefined>;
}
