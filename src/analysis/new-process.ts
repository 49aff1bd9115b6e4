import type { IncidentWindow, Rung } from './incident.ts';

/**
 * Memory that nothing held before an incident is that of a process which was not there: requests make the processes
 * grow that serve them, a job brings its own. Servers that start a process for each request are the exception, so
 * that this is a doubt and no proof. Undefined where there is none.
 */
export function newProcessOf({ ladder }: IncidentWindow): Rung | undefined {
  return ladder.find(
    ({ window }) => window.series.role === 'memory' && window.baseline === 0 && window.peak > 0,
  );
}
