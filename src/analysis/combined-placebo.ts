import { subjectKey } from '../rollup/dimension.ts';
import { combinedChance } from '../statistics/fisher.ts';
import type { AnalysedIncident } from './analyse.ts';
import { placeboChance } from './verdict.ts';

/** What the placebo times of several incidents say together of who is named first in all of them (method.md 3.9). */
export interface CombinedPlacebo {
  readonly incidents: number;
  /**
   * By Fisher's method. The placebo times of incidents of one log overlap, so that they are not quite independent; each chance
   * is never below one in its number of times, so that it is rather too high.
   */
  readonly chance: number;
}

/** Undefined where it is named first in one incident only, of those by series of the same role that were set against other times. */
export function combinedPlacebo(
  incident: AnalysedIncident,
  all: readonly AnalysedIncident[],
): CombinedPlacebo | undefined {
  const first = firstNamed(incident);
  const alike = all.filter(
    (other) =>
      other.placebo.tried > 0 &&
      other.scene.series.role === incident.scene.series.role &&
      firstNamed(other) === first,
  );
  if (first === undefined || !alike.includes(incident) || alike.length < 2) return undefined;
  const chances = alike.map(({ placebo }) => placeboChance(placebo));
  return { incidents: alike.length, chance: combinedChance(chances) };
}

function firstNamed({ culprits: [first] }: AnalysedIncident): string | undefined {
  return first && subjectKey(first.finding.lead.subject);
}
