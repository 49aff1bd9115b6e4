import { ExpectedError } from '../errors.ts';

/** An error as plain data: what is cloned from thread to thread loses its class and its code. */
export interface Failure {
  readonly message: string;
  readonly stack: string | undefined;
  /** Of an ExpectedError. */
  readonly what: string | undefined;
  /** Of an error of the system. */
  readonly code: string | undefined;
  readonly syscall: string | undefined;
}

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return failureOf(new Error(String(error)));
  const { code, syscall } = error as NodeJS.ErrnoException;
  const what = error instanceof ExpectedError ? error.what : undefined;
  return { message: error.message, stack: error.stack, what, code, syscall };
}

/** The error that a failure was made of. */
export function errorOf({ message, stack, what, code, syscall }: Failure): Error {
  if (what !== undefined) return new ExpectedError(what, message.slice(what.length + '; '.length));
  const error: NodeJS.ErrnoException = new Error(message);
  if (stack !== undefined) error.stack = stack;
  if (code !== undefined) error.code = code;
  if (syscall !== undefined) error.syscall = syscall;
  return error;
}
