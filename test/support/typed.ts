import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { TempFolder } from './temp-folder.ts';

/** The built program as an installation has it: what is typed in a shell, and what it prints. */
export class Typed {
  readonly #folder: string;

  /** The program's folder, for the shell's PATH, is made in `files`. */
  constructor(files: TempFolder) {
    const script = `#!/bin/sh\nexec node ${resolve('bin/culprit.js')} "$@"\n`;
    const program = files.file('bin/culprit', script);
    chmodSync(program, 0o755);
    this.#folder = dirname(program);
  }

  /** Types a command in `folder`, which is the project's where none is named; throws where it fails. */
  run(command: string, folder?: string): Buffer {
    return execFileSync('bash', ['-o', 'pipefail', '-c', command], {
      cwd: folder,
      env: { ...process.env, PATH: `${this.#folder}:${process.env['PATH']}` },
      maxBuffer: 1e9,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }
}
