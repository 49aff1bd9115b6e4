import type { Role } from './series.ts';

/** Whether a series is of memory, in use or swapped out. */
export function isOfMemory(role: Role): boolean {
  return role === 'memory' || role === 'swap';
}
