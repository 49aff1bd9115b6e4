import { agreementOf, commonSpan, degreeOf, type NamedLines } from '../agreement.ts';
import { JUDGED_RANKS, rememberedLines } from '../judge.ts';
import type { LabelledCase, TrueLines } from '../labelled-case.ts';
import { binsOf } from './activity.ts';
import { type ParsedRequest, parsedRequests } from './parsed-requests.ts';
import { movedResource } from './resource.ts';
import { type Given, scorers } from './scorers.ts';
import { type Slice, slicesOf } from './slices.ts';

/** The rank of the first hit of each baseline, by its name; undefined where none of its first three is one. */
export type BaselineRanks = Readonly<Record<string, number | undefined>>;

/** Gives the baselines the true windows of a case with a culprit, and judges what they name like a report. */
export async function judgeBaselines(labelled: LabelledCase): Promise<BaselineRanks> {
  const { windows, stepSeconds } = labelled;
  const requests = await parsedRequests(labelled, windows[0]?.host);
  const isInside = ({ startMs, endMs }: ParsedRequest): boolean =>
    windows.some((window) => endMs >= window.startMs && startMs <= window.endMs);
  const bins = binsOf(requests, windows, stepSeconds);
  const inside = requests.filter(isInside).length;
  const given: Given = {
    bins,
    resource: await movedResource(labelled, bins),
    isInside,
    all: { inside, outside: requests.length - inside },
  };
  const slices = slicesOf(requests, isInside);
  const linesOf = await linesByPath(labelled, requests);
  const isHit = (slice: Slice): boolean => hits(slice, labelled, linesOf);
  const entries = Object.entries(scorers).map(([name, scorer]) => {
    const scored = slices.map((slice) => ({ slice, score: scorer(slice, given) }));
    scored.sort((a, b) => b.score - a.score || (a.slice.name < b.slice.name ? -1 : 1));
    const place = scored.slice(0, JUDGED_RANKS).findIndex(({ slice }) => isHit(slice));
    return [name, place < 0 ? undefined : place + 1] as const;
  });
  return Object.fromEntries(entries);
}

async function linesByPath(
  labelled: LabelledCase,
  requests: readonly ParsedRequest[],
): Promise<ReadonlyMap<string, TrueLines>> {
  const read = rememberedLines(labelled);
  const known = new Map<string, TrueLines>();
  for (const path of new Set(requests.map((request) => request.path))) {
    const lines = await read(path);
    if (lines !== undefined) known.set(path, lines);
  }
  return known;
}

/** Whether a slice is right for any of the windows, by the same rule as a report's. */
function hits(
  { requests }: Slice,
  labelled: LabelledCase,
  linesOf: ReadonlyMap<string, TrueLines>,
): boolean {
  const { windows, culprits, stepSeconds } = labelled;
  const logs: readonly NamedLines[] = [...linesOf].map(([path, lines]) => ({
    lines,
    named: new Set(requests.filter((one) => one.path === path).map(({ line }) => line)),
  }));
  return windows.some((window) => {
    const [start, end] = [window.startMs, window.endMs].map((ms) => new Date(ms).toISOString());
    const span = commonSpan(window, { start: start ?? '', end: end ?? '' }, stepSeconds * 1000);
    const all = culprits.map(({ id }) => id);
    return culprits.some(({ id, weighings }) =>
      weighings.some((weighing) =>
        [[id], all].some((ids) => {
          const agreement = agreementOf(logs, ids, { weighing, span });
          return degreeOf(agreement, labelled) === 'hit';
        }),
      ),
    );
  });
}
