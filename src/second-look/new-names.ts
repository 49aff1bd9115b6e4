import type { AnalysedIncident } from '../analysis/analyse.ts';
import { newNamesIn } from '../analysis/new-names.ts';
import type { NewNames } from '../rollup/subject-names.ts';

/** The names that culprits of what is new are made of: without them `culprit lines` could not tell whose lines they are. */
export function newNamesOf({ scene, culprits }: AnalysedIncident): NewNames | undefined {
  const named = culprits.map(({ finding }) => newNamesIn(finding.lead.slice, scene.rollup));
  const all: NewNames = Object.assign({}, ...named);
  return Object.keys(all).length === 0 ? undefined : all;
}
