import type { IncidentWindow } from '../incidents/incident.ts';
import type { Tier } from '../incidents/tier.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import { pagesLettingGo } from './let-go.ts';
import { Debuts, newSince } from './new-names.ts';
import { withoutOwnPages } from './own-pages.ts';
import { inLightOfOthers } from './recurrence.ts';
import { Scene } from './scene.ts';
import { type Scored, scoreCandidates } from './score.ts';

/** An incident as one of its series tells it, with the slices of one server that were tried. */
export interface Attempt {
  readonly scene: Scene;
  /** All slices that were tried, those too that explain nothing. */
  readonly candidates: readonly SliceView[];
  readonly scored: readonly Scored[];
}

/** An incident by its primary series and by others. */
export function asTold(incident: IncidentWindow): readonly IncidentWindow[] {
  return [incident, ...incident.otherwise];
}

/** Every incident against one server's slices; those of one series in the light of each other. */
export function attemptsOf(
  told: readonly IncidentWindow[],
  tier: Tier,
  candidates: readonly SliceView[],
): ReadonlyMap<IncidentWindow, Attempt> {
  const attempts = new Map<IncidentWindow, Attempt>();
  const debuts = new Debuts(tier.rollup);
  for (const series of new Set(told.map(({ primary }) => primary.window.series))) {
    const rises = told.filter(({ primary }) => primary.window.series === series);
    const scenes = rises.map(
      (rise) => new Scene(rise, tier, { others: rises.filter((other) => other !== rise) }),
    );
    const tried = scenes.map((scene) => [
      ...withoutOwnPages(scene, candidates),
      ...newSince(scene, debuts),
      ...pagesLettingGo(scene).filter((page) => !candidates.includes(page)),
    ]);
    const lists = inLightOfOthers(
      scenes.map((scene, place) => scoreCandidates(scene, tried[place] ?? [])),
    );
    for (const [place, scene] of scenes.entries()) {
      const scored = lists[place] ?? [];
      attempts.set(scene.incident, { scene, candidates: tried[place] ?? [], scored });
    }
  }
  return attempts;
}
