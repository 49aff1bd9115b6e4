import type { SubjectDimension } from '../rollup/dimension.ts';
import { isPerfect } from './repetition.ts';
import { isLeak } from './response.ts';
import type { Scene } from './scene.ts';
import type { Scored } from './score.ts';

/** What tells who asked, and nothing of what was asked for. */
const ACTORS: ReadonlySet<SubjectDimension> = new Set<SubjectDimension>([
  'client',
  'network',
  'agent',
  'agentClass',
  'without',
  'new',
]);

/**
 * Whether nothing but the number of their requests speaks against somebody: no durations are logged, and no page is theirs rather
 * than everybody's, so that a robot which came and went with a job of the host looks the same. One that came with each of several
 * rises, and with nothing else, does not.
 */
export function goesByNumberAlone(
  scene: Scene,
  { subject, cost, response, factors }: Pick<Scored, 'subject' | 'cost' | 'response' | 'factors'>,
): boolean {
  if (scene.durations !== 'none' || cost !== 'requests' || isLeak(response)) return false;
  const { repetition } = factors;
  if (repetition !== undefined && isPerfect(repetition)) return false;
  const dimensions = Object.keys(subject) as SubjectDimension[];
  return dimensions.length > 0 && dimensions.every((dimension) => ACTORS.has(dimension));
}
