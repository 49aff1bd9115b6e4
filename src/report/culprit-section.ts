import type { BlockContent } from 'mdast';
import { activitySection } from './activity-section.ts';
import { linesCommand, reportCommand } from './commands.ts';
import { largestSection } from './largest-section.ts';
import {
  blocks,
  bullets,
  heading,
  type Inline,
  link,
  logCode,
  paragraph,
  shellBlock,
  strong,
} from './markup.ts';
import { costNames, deedName, patternNames } from './names.ts';
import { decimal } from './numbers.ts';
import type { Advice, Culprit, Incident, Made } from './report.ts';
import { isWeighing } from './score-factors.ts';
import { sentence } from './sentence.ts';
import { subjectInlines } from './subject-text.ts';
import { timeSpan } from './times.ts';
import { trafficFacts } from './traffic-facts.ts';

/** An address that is only an address: what a source must look like to become a link. */
const PLAIN_ADDRESS = /^https:\/\/[\w.-]+(?:\/[\w.~%/#?=&+-]*)?$/;

/** Who it is and what it did, the evidence, its lines, and what to do. */
export function culpritSection(
  culprit: Culprit,
  incident: Incident,
  made: Made | undefined,
): BlockContent[] {
  const { aliases, evidence, exemplars, id, subject } = culprit;
  return blocks(
    heading(3, ...sentence(id), ' ', ...subjectInlines(subject)),
    paragraph(whatItDid(culprit)),
    ...activitySection(culprit, incident),
    aliases.length === 0
      ? undefined
      : paragraph('The same requests are also: ', ...listed(aliases), '.'),
    evidence.length === 0 ? undefined : paragraph(strong('Evidence')),
    evidence.length === 0 ? undefined : bullets(evidence.map(evidenceLine)),
    ...largestSection(exemplars),
    paragraph(...linesIntroduction(made)),
    shellBlock(linesCommand(made, incident, culprit)),
    ...whatToDo(culprit, incident),
  );
}

function whatItDid(culprit: Culprit): string {
  const { pattern, firstSeen, lastSeen, cost } = culprit;
  const deed = deedName(culprit);
  const name = `${deed.slice(0, 1).toUpperCase()}${deed.slice(1)}`;
  const manner = pattern === undefined ? deed : patternNames[pattern];
  const how = manner === deed ? '' : `, ${manner}`;
  return (
    `${name}${how}: ${trafficFacts(culprit).join(', ')}. Seen ${timeSpan(firstSeen, lastSeen)}. ` +
    `Judged by ${costNames[cost]}.`
  );
}

function listed(aliases: Culprit['aliases']): readonly Inline[] {
  return aliases.flatMap((alias, at) => [...(at === 0 ? [] : ['; ']), ...subjectInlines(alias)]);
}

function evidenceLine({ factor, value, text }: Culprit['evidence'][number]): readonly Inline[] {
  if (!isWeighing(factor)) return sentence(text);
  return [...sentence(text), ` (${factor} ${decimal(value)})`];
}

function linesIntroduction(made: Made | undefined): readonly Inline[] {
  return reportCommand(made) === undefined
    ? ['All its lines, with this report saved by ', logCode('-o report.json'), ':']
    : ['All its lines:'];
}

/** What was advised for a culprit before it is not said again. */
function whatToDo({ advice, rank }: Culprit, { culprits }: Incident): BlockContent[] {
  const before = culprits.filter((one) => one.rank < rank);
  const told = new Map(
    before.toReversed().flatMap((one) => one.advice.map(({ text }) => [text, one.id])),
  );
  const own = advice.filter(({ text }) => !told.has(text));
  const now = own.filter(({ when }) => when !== 'later');
  const later = own.filter(({ when }) => when === 'later');
  const alike = new Set(advice.flatMap(({ text }) => told.get(text) ?? []));
  return blocks(
    ...adviceList('What to do now', now),
    ...adviceList('What to do later', later),
    alike.size === 0
      ? undefined
      : paragraph(
          `${own.length === 0 ? 'What' : 'Beside that, what'} to do about it is said at `,
          ...sentence([...alike].sort().join(', ')),
          '.',
        ),
  );
}

function adviceList(title: string, advice: readonly Advice[]): BlockContent[] {
  return advice.length === 0 ? [] : [paragraph(strong(title)), bullets(advice.map(adviceLine))];
}

function adviceLine({ text, source }: Advice): readonly Inline[] {
  const origin = PLAIN_ADDRESS.test(source) ? [link(source)] : sentence(source);
  return [...sentence(text), ...(source === '' ? [] : [' Source: ', ...origin])];
}
