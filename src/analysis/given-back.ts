import { isOfMemory } from '../series/memory-role.ts';
import { isLeak } from './response.ts';
import type { Scene } from './scene.ts';
import type { Scored } from './score.ts';

/**
 * Whether memory or processes that requests are said to have left behind were given back at once: a restart does that to a leak,
 * a job of the host does it when it ends, and a pool when the load has passed. Nothing tells them apart, so that nobody is
 * called more than a suspect. Threads are not said so: jobs of a host seldom have many.
 */
export function isGivenBack(scene: Scene, { response }: Pick<Scored, 'response'>): boolean {
  const { role } = scene.series;
  const comesAndGoes = isOfMemory(role) || role === 'processes';
  return comesAndGoes && isLeak(response) && scene.resets.some((bin) => bin > scene.from);
}
