import { run } from './cli.ts';
import { EXIT_DONE, EXIT_FAILED } from './exit-status.ts';
import type { Io } from './io.ts';

/** Runs culprit on this process. */
export async function main(): Promise<void> {
  const { stdin, stdout, stderr, env: environment } = process;
  for (const stream of [stdout, stderr]) stream.on('error', endOnClosedPipe);
  try {
    const io: Io = { stdin, stdout, stderr, environment, onInterrupt, onSignal, keyboard };
    process.exitCode = await run(process.argv.slice(2), io);
  } catch (error) {
    endOnClosedPipe(error);
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

/** The reader of a pipe has seen enough: `culprit … | head`. Any other error is a bug and keeps its stack. */
function endOnClosedPipe(error: unknown): void {
  if (error instanceof Error && 'code' in error && error.code === 'EPIPE') process.exit(EXIT_DONE);
  process.stderr.write(`culprit: this is a bug in culprit, please report it\n${stackOf(error)}\n`);
  process.exitCode = EXIT_FAILED;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
