import type { Culprit, Incident, Report } from '../../src/report/report.ts';
import {
  type Agreement,
  agreementOf,
  commonSpan,
  type Degree,
  degreeOf,
  type NamedLines,
} from './agreement.ts';
import type { LabelledCase, TrueLines } from './labelled-case.ts';
import { bestMatch, touchesAny, type WindowMatch } from './window-match.ts';

/** How one culprit of a report stands to the truth. */
export interface NamedCulprit {
  readonly culprit: Culprit;
  readonly agreement: Agreement;
  readonly degree: Degree;
}

/** What is said of a report, against the truth of its case. */
export interface Judgement {
  /** Undefined where no incident found a true window. */
  readonly found: WindowMatch | undefined;
  /** The first three culprits of the incident that found one. */
  readonly named: readonly NamedCulprit[];
  /** The place, 1 to 3, of the first that is a hit. */
  readonly rank: number | undefined;
  /** Reported less true onset of the window found, seconds. */
  readonly onsetSeconds: number | undefined;
  /** Incidents that share no time with a true window. */
  readonly falseIncidents: number;
  /** Incidents that name a culprit, by verdict `culprit`, first: those at no true window, and all where there is no culprit. */
  readonly falseCulprits: number;
  /** The claim that is made: what was named first, with its score, and whether it is right. */
  readonly claim: Claim | undefined;
}

export interface Claim {
  readonly culprit: Culprit;
  /** That names it. */
  readonly incident: Incident;
  readonly isRight: boolean;
}

/** Culprits of an incident that are judged. */
export const JUDGED_RANKS = 3;

/** Gives the places of a culprit's lines in the logs of its incident. */
export type LinesFinder = (culprit: Culprit, incident: Incident) => Promise<readonly NamedLines[]>;

/** Judges a report by its incident that found a true window, and by what it says of other times. */
export async function judge(
  labelled: LabelledCase,
  { incidents }: Report,
  namedLines: LinesFinder,
): Promise<Judgement> {
  const stepMs = labelled.stepSeconds * 1000;
  const found = bestMatch(incidents, labelled.windows, stepMs);
  const named: NamedCulprit[] = [];
  if (found !== undefined && labelled.culprits.length > 0) {
    for (const culprit of found.incident.culprits.slice(0, JUDGED_RANKS)) {
      const logs = await namedLines(culprit, found.incident);
      const agreement = bestAgreement(labelled, found, logs);
      named.push({ culprit, agreement, degree: degreeOf(agreement, labelled) });
    }
  }
  const first = named.findIndex(({ degree }) => degree === 'hit');
  const elsewhere = incidents.filter((one) => !touchesAny(one, labelled.windows, stepMs));
  return {
    found,
    named,
    rank: first < 0 ? undefined : first + 1,
    onsetSeconds: found && onsetError(found),
    falseIncidents: elsewhere.length,
    falseCulprits: (labelled.control === undefined ? elsewhere : incidents).filter(namesCulprit)
      .length,
    claim: claimOf(incidents, found?.incident, named),
  };
}

/** Whether the first of an incident's culprits is called one. */
function namesCulprit({ culprits }: Incident): boolean {
  return culprits[0]?.verdict === 'culprit';
}

function onsetError({ incident, window }: WindowMatch): number {
  return (Date.parse(incident.onset.time) - window.startMs) / 1000;
}

/** The best over the culprits of the window, each alone and all together, and over the weighings right for them. */
function bestAgreement(
  { culprits, stepSeconds }: LabelledCase,
  { incident, window }: WindowMatch,
  logs: readonly NamedLines[],
): Agreement {
  const span = commonSpan(window, incident, stepSeconds * 1000);
  const atWork = culprits.filter(({ id }) => window.culprits.includes(id));
  const all = atWork.map(({ id }) => id);
  const agreements = atWork.flatMap(({ id, weighings }) =>
    weighings.flatMap((weighing) =>
      [[id], all].map((ids) => agreementOf(logs, ids, { weighing, span })),
    ),
  );
  const none: Agreement = { jaccard: 0, recall: 0, purity: 0 };
  return agreements.reduce((best, one) => (one.jaccard > best.jaccard ? one : best), none);
}

/** A report claims what it names first in the incident that is judged; where none is, in the one that it is surest of. */
function claimOf(
  incidents: readonly Incident[],
  found: Incident | undefined,
  [judged]: readonly NamedCulprit[],
): Claim | undefined {
  if (judged !== undefined && found !== undefined) {
    return { culprit: judged.culprit, incident: found, isRight: judged.degree === 'hit' };
  }
  const [surest] = incidents
    .flatMap((incident) => incident.culprits.slice(0, 1).map((culprit) => ({ culprit, incident })))
    .sort((a, b) => b.culprit.score - a.culprit.score);
  return surest === undefined ? undefined : { ...surest, isRight: false };
}

/** The lines of a case's logs, read when they are first asked for. */
export function rememberedLines(
  labelled: LabelledCase,
): (path: string) => Promise<TrueLines | undefined> {
  const known = new Map<string, Promise<TrueLines | undefined>>();
  return (path) => {
    const lines = known.get(path) ?? labelled.linesOf(path);
    known.set(path, lines);
    return lines;
  };
}
