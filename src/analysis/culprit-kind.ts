import { isCrawler } from '../request/crawler.ts';
import { sumBetween } from '../statistics/summaries.ts';
import { isGivenUp } from './given-up.ts';
import { isLeak } from './response.ts';
import type { Scene } from './scene.ts';
import type { Scored } from './score.ts';

/** What a culprit did, in the words of the report (design.md, section 4). */
export type CulpritKind =
  | 'oversized-response'
  | 'crawler-burst'
  | 'slow-url'
  | 'client-aborts'
  | 'saturation'
  | 'steady-growth'
  | 'traffic-surge'
  | 'upload'
  | 'error-burst'
  | 'other';

/** Arrivals that grew by this factor are a burst; below it the same requests became slower. */
const BURST_FACTOR = 2;

/** Names what the slice did from its cost, its growth and who asked. */
export function kindOf(scored: Scored, scene: Scene): CulpritKind {
  const { cost, response, slice, subject } = scored;
  if (cost === 'aborts') return subject.status === '408' ? 'saturation' : 'client-aborts';
  if (cost === 'errors') return 'error-burst';
  if (cost === 'bytes-in') return 'upload';
  if (isLeak(response)) return 'steady-growth';
  if (slice === undefined) return 'traffic-surge';
  if (cost === 'bytes-out' || cost === 'held-bytes') return 'oversized-response';
  if (subject.status === '408') return 'saturation';
  if (isGivenUp(subject)) return subject.status === '504' ? 'slow-url' : 'client-aborts';
  if (!hasGrown(scored, scene)) return 'slow-url';
  return byOneActor(scored) ? 'crawler-burst' : 'traffic-surge';
}

function hasGrown({ slice }: Scored, scene: Scene): boolean {
  const arrivals = scene.activity(slice, 'requests');
  const inside = sumBetween(arrivals, scene.from, scene.to) / Math.max(1, scene.to - scene.from);
  const before = sumBetween(arrivals, 0, scene.from) / Math.max(1, scene.from);
  return inside > BURST_FACTOR * before;
}

function byOneActor({ subject }: Scored): boolean {
  const { agent, client, network } = subject;
  return client !== undefined || network !== undefined || (agent !== undefined && isCrawler(agent));
}
