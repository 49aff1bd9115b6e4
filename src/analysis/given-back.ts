import { isOfMemory } from '../series/memory-role.ts';
import { isLeak } from './response.ts';
import type { Scene } from './scene.ts';
import type { Scored } from './score.ts';

/**
 * Whether memory that requests are said to have left behind was given back at once: a restart does that to a leak, and a job
 * of the host does it when it ends. Nothing tells the two apart, so that nobody is called more than a suspect. Threads are
 * not said so: jobs of a host seldom have many.
 */
export function isGivenBack(scene: Scene, { response }: Pick<Scored, 'response'>): boolean {
  return (
    isOfMemory(scene.series.role) &&
    isLeak(response) &&
    scene.resets.some((bin) => bin > scene.from)
  );
}
