/**
 * Something the user can mend: shown as one line, exit status 2. Anything else that is thrown is a bug
 * and keeps its stack.
 */
export class ExpectedError extends Error {
  override readonly name = 'ExpectedError';

  /** What went wrong, and where. */
  readonly what: string;

  /** `instead` is what to do instead. */
  constructor(what: string, instead: string) {
    super(`${what}; ${instead}`);
    this.what = what;
  }
}
