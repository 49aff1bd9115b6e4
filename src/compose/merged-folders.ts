import type { AnalysedIncident } from '../analysis/analyse.ts';
import type { MergedFolder } from '../rollup/route-names.ts';

/** The merged folders that the culprits' routes name: without them `culprit lines` could not tell whose lines they are. */
export function mergedFoldersOf({ scene, culprits }: AnalysedIncident): readonly MergedFolder[] {
  const routes = culprits.flatMap(({ finding }) => finding.lead.subject.route ?? []);
  return scene.rollup.routeNames.of(routes).folders;
}
