import type { Culprit, Incident, Made } from './report.ts';
import { shellCommand } from './shell-command.ts';

/** Addresses that tell only of now: the same metrics cannot be asked for again. */
const POLLED = /^munin:\/\/|^https?:\/\/[^/?#]+\/(?:[^?#]*\/)?metrics\/?(?:[?#]|$)/i;
/** The log that came through a pipe. */
const PIPE = '-';

/** What to type for the same report; undefined where nobody can: a pipe or a poll is gone. */
export function reportCommand(made: Made | undefined): string | undefined {
  if (made === undefined || !isRepeatable(made.arguments)) return undefined;
  return shellCommand(['culprit', ...made.arguments]);
}

/**
 * What to type for the lines of a culprit, as it stands: the report is made once more on the way. Where it cannot be made
 * once more, from the report saved beside.
 */
export function linesCommand(
  made: Made | undefined,
  incident: Incident,
  { id }: Pick<Culprit, 'id'>,
): string {
  const again = reportCommand(made);
  if (again !== undefined) {
    return `${again} --format json | ${shellCommand(['culprit', 'lines', '--report', '-', '--culprit', id])}`;
  }
  const logs = incident.logs.includes(PIPE) ? ['access.log'] : [];
  return shellCommand(['culprit', 'lines', '--report', 'report.json', '--culprit', id, ...logs]);
}

function isRepeatable(words: readonly string[]): boolean {
  return !words.some((word) => word === PIPE || word.endsWith(`=${PIPE}`) || POLLED.test(word));
}
