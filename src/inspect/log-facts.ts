import { numberFields, textFields } from '../../parsers/contract.ts';
import type { Candidate } from '../../parsers/index.ts';
import { isoTime } from '../compose/iso-time.ts';
import { untoldBy } from '../compose/untold.ts';
import type { LogFacts } from '../ingest/log-facts.ts';
import { duration } from '../report/numbers.ts';
import { sourceOf } from '../server-config/configured-format.ts';
import { clockFacts } from './clock-facts.ts';

/** Formats shown beside the one that was chosen. */
const CANDIDATES_SHOWN = 3;

function describeCandidate({ name, score, parsed, of }: Candidate): string {
  return `${name} ${score.toFixed(2)} (${parsed} of ${of} lines)`;
}

/** How the format came to be chosen. */
function originOf({ configuredBy, misconfigured, candidates }: LogFacts): string {
  if (configuredBy !== undefined) return `from ${sourceOf(configuredBy)}`;
  const tried = candidates.slice(0, CANDIDATES_SHOWN).map(describeCandidate).join(', ');
  const unfit = misconfigured === undefined ? '' : `${sourceOf(misconfigured)} does not fit; `;
  return `${unfit}tried, with scores: ${tried}`;
}

/** What a log holds, what it cannot tell, and what of it was not read; one line each. */
export function logFacts(facts: LogFacts, zone: string | undefined): readonly string[] {
  const { format, tally, fromMs, toMs } = facts;
  const fields = format?.parser.fields;
  const offset = facts.zoneMinutes ?? 0;
  const absent = [...numberFields, ...textFields].filter(
    (field) => field !== 'zoneMinutes' && !fields?.has(field),
  );
  return [
    `format ${format?.name}; ${originOf(facts)}`,
    `${tally.lines} lines, ${tally.parsed} parsed`,
    `from ${isoTime(fromMs, offset)} to ${isoTime(toMs, offset)} (${duration((toMs - fromMs) / 1000)})`,
    ...clockFacts(facts, zone),
    `fields ${[...(fields ?? [])].join(', ')}`,
    `without ${absent.join(', ')}`,
    ...untoldBy(fields ?? new Set(), format?.room.name ?? '').map(
      ({ lacks, findings, remedy }) => `no ${lacks}: ${findings} cannot be told; ${remedy}`,
    ),
    ...Object.entries(tally.missed()).map(([reason, lines]) => {
      const example = tally.examples(reason)[0];
      return `missed ${lines}: ${reason}; line ${example?.lineNumber} at byte ${example?.offset}: ${example?.line}`;
    }),
  ];
}
