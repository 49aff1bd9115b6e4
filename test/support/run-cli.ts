import { existsSync, readFileSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { run } from '../../src/cli.ts';
import { checkReport } from './valid-report.ts';

/** What a run of the command line gave. */
export interface Outcome {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface RunSettings {
  /** What comes through the pipe, in these chunks; without it stdin is a terminal. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly stdin?: Iterable<Uint8Array>;
}

/** Runs culprit in this process. A JSON report, on stdout or in a file, must be as its schema says. */
export async function runCli(
  argv: readonly string[],
  { stdin, environment = {} }: RunSettings = {},
): Promise<Outcome> {
  const stdout = new Sink();
  const stderr = new Sink();
  const status = await run(argv, {
    stdin: Object.assign(Readable.from(stdin ?? []), { isTTY: stdin === undefined }),
    stdout,
    stderr,
    environment,
    onInterrupt: () => () => undefined,
  });
  checkReport(stdout.bytes.toString());
  const output = argv.includes('-o') ? (argv[argv.indexOf('-o') + 1] ?? '') : '';
  if (output.endsWith('.json') && existsSync(output)) checkReport(readFileSync(output, 'utf8'));
  return { status, stdout: stdout.bytes, stderr: stderr.bytes.toString() };
}

class Sink extends Writable {
  readonly #chunks: Buffer[] = [];

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }
}
