import { run } from './cli.ts';
import { ExpectedError } from './errors.ts';
import { EXIT_DONE, EXIT_FAILED } from './exit-status.ts';
import { unwritable } from './file-errors.ts';
import type { Io } from './io.ts';
import { isClosedPipe, STANDARD_OUTPUT } from './write-text.ts';

/** Runs culprit on this process. */
export async function main(): Promise<void> {
  const { stdin, stdout, stderr, env: environment } = process;
  let unwritten: unknown;
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error) => {
      if (isClosedPipe(error)) process.exit(EXIT_DONE);
      unwritten ??= error;
    });
  }
  try {
    const io: Io = { stdin, stdout, stderr, environment, onInterrupt, onSignal, keyboard };
    process.exitCode = await run(process.argv.slice(2), io);
    // What writes without waiting does not learn of it.
    if (unwritten !== undefined && process.exitCode !== EXIT_FAILED) {
      throw unwritable(STANDARD_OUTPUT, unwritten);
    }
  } catch (error) {
    fail(error);
  }
  // A pipe that was left unread would keep the process.
  stdin.destroy();
}

const onInterrupt: Io['onInterrupt'] = (stop) => {
  process.once('SIGINT', stop);
  return () => process.off('SIGINT', stop);
};

const onSignal: NonNullable<Io['onSignal']> = (signal, act) => {
  process.on(signal, act);
  return () => process.off(signal, act);
};

const keyboard: NonNullable<Io['keyboard']> = async () => {
  if (process.stdin.isTTY) return process.stdin;
  const [{ openSync }, { ReadStream }] = await Promise.all([import('node:fs'), import('node:tty')]);
  try {
    return new ReadStream(openSync('/dev/tty', 'r'));
  } catch {
    return undefined;
  }
};

/** Where nobody reads any more that is the end. What nobody expected is a bug and keeps its stack. */
function fail(error: unknown): void {
  if (isClosedPipe(error)) process.exit(EXIT_DONE);
  const text =
    error instanceof ExpectedError
      ? error.message
      : `this is a bug in culprit, please report it\n${stackOf(error)}`;
  process.stderr.write(`culprit: ${text}\n`);
  process.exitCode = EXIT_FAILED;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
