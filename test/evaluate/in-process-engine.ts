import { runCli } from '../support/run-cli.ts';
import type { Engine } from './engine.ts';

/** The command in this process, for tests: the same code, without the start of a process. */
export const inProcessEngine: Engine = async (argv) => {
  const { status, stdout, stderr } = await runCli(argv);
  return { status, stdout, stderr, wallSeconds: 0 };
};
