import { isOddAgent } from '../request/odd-agent.ts';
import { composedSlice } from '../rollup/composed-slice.ts';
import { costs } from '../rollup/cost.ts';
import { missable, ODD_AGENTS } from '../rollup/derived.ts';
import type { Dimension } from '../rollup/dimension.ts';
import type { Rollup } from '../rollup/rollup.ts';
import { MERGED } from '../rollup/route-names.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import { amount, type Candidates, LEAST_SHARE } from './candidates.ts';

/** Folders that are looked at: those with the most requests. */
export const MAX_FOLDERS = 20;
/** A page that has nearly all of its folder names it better. */
const MOST_OF_ONE = 0.9;

/**
 * Slices that no dimension names, for who hides from all of them: the pages below a folder (hierarchical heavy hitters, method.md
 * 3.2), agents that nobody uses, requests that come from no page or name no agent. Composed of slices of the rollup, in a fixed order.
 */
export function derivedCandidates(rollup: Rollup): Candidates {
  const all = rollup.allTraffic();
  const slices = rollup.slices();
  const of = (dimension: Dimension): readonly SliceView[] =>
    slices.filter(({ dimensions }) => dimensions.length === 1 && dimensions[0] === dimension);
  const routes = of('route').filter(({ isOther }) => !isOther);
  const folders = foldersOf(routes);
  const derived = [
    ...folders.slice(0, MAX_FOLDERS),
    ...oddAgents(of('agent')),
    ...missable.flatMap((dimension) => without(dimension, of(dimension), all)),
  ];
  const untriedShare = Math.max(0, ...folders.slice(MAX_FOLDERS).map((one) => shareOf(one, all)));
  return {
    slices: derived.filter((slice) => shareOf(slice, all) >= LEAST_SHARE),
    ...(untriedShare >= LEAST_SHARE ? { untriedShare } : {}),
  };
}

/** The largest share of any cost. */
function shareOf(slice: SliceView, all: SliceView): number {
  return Math.max(
    ...costs.map((cost) => {
      const total = amount(all, cost);
      return total > 0 ? amount(slice, cost) / total : 0;
    }),
  );
}

/** Folders with pages of which none is nearly all of it, those with the most requests first. */
function foldersOf(routes: readonly SliceView[]): readonly SliceView[] {
  const pages = new Map<string, SliceView[]>();
  for (const route of routes) {
    for (const folder of foldersAbove(route.subject.route ?? '')) {
      const known = pages.get(folder);
      if (known === undefined) pages.set(folder, [route]);
      else known.push(route);
    }
  }
  // A folder whose pages all lie in one folder below is that one.
  for (const [folder, below] of [...pages]) {
    const above = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
    if (pages.get(above)?.length === below.length) pages.delete(above);
  }
  const composed = [...pages].flatMap(([folder, plus]) => {
    const slice = composedSlice({ folder }, { plus });
    const most = Math.max(...plus.map(({ summary }) => summary.requests));
    return most > MOST_OF_ONE * slice.summary.requests ? [] : [slice];
  });
  composed.sort((a, b) => b.summary.requests - a.summary.requests || byFolder(a, b));
  return composed;
}

function byFolder(a: SliceView, b: SliceView): number {
  return (a.subject.folder ?? '') < (b.subject.folder ?? '') ? -1 : 1;
}

/** `/a/b/page?x=y` lies below `/a/` and `/a/b/`; what is below a merged name has no name of its own. */
function foldersAbove(route: string): readonly string[] {
  const [path = ''] = route.split('?', 1);
  const folders: string[] = [];
  for (let at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
    const folder = path.slice(0, at + 1);
    if (folder.includes(MERGED)) break;
    if (folder.length < path.length) folders.push(folder);
  }
  return folders;
}

function oddAgents(agents: readonly SliceView[]): readonly SliceView[] {
  const odd = agents.filter(({ subject, isOther }) => !isOther && isOddAgent(subject.agent ?? ''));
  return odd.length < 2 ? [] : [composedSlice({ agentClass: ODD_AGENTS }, { plus: odd })];
}

/** All requests but those with a name there; none where the log does not carry it. */
function without(
  dimension: (typeof missable)[number],
  named: readonly SliceView[],
  all: SliceView,
): readonly SliceView[] {
  if (named.length === 0) return [];
  return [composedSlice({ without: dimension }, { plus: [all], minus: named })];
}
