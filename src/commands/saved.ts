import { ExpectedError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { RawOptions } from '../raw-options.ts';
import { recordedArguments } from '../recorded-arguments.ts';
import type { Report } from '../report/report.ts';
import { isSavedReport, loadReport } from '../saved-report.ts';

/** The saved report that is the only input; undefined where the inputs are logs. Throws an ExpectedError for a mixture. */
export async function savedReport(
  inputs: readonly string[],
  raw: RawOptions,
  io: Io,
): Promise<Report | undefined> {
  const path = await firstSaved(inputs, io);
  if (path === undefined) return undefined;
  if (inputs.length > 1) {
    throw new ExpectedError(`${path} is a saved report`, 'name it alone to render it again');
  }
  const [option] = recordedArguments([], raw).filter((word) => word.startsWith('--'));
  if (option !== undefined) {
    throw new ExpectedError(
      `${option} changes nothing in ${path}, a saved report`,
      'leave it out, or name the logs to analyse them anew',
    );
  }
  return loadReport(path, io);
}

/** Of several inputs only what is called so is looked at: a log is opened once. */
async function firstSaved(inputs: readonly string[], io: Io): Promise<string | undefined> {
  const candidates = inputs.length === 1 ? inputs : inputs.filter((path) => path.endsWith('.json'));
  for (const path of candidates) if (await isSavedReport(path, io)) return path;
  return undefined;
}
