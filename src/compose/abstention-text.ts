import type { Abstention } from '../analysis/abstention.ts';
import type { Scene } from '../analysis/scene.ts';
import type { Rung } from '../incidents/incident.ts';
import { count, counted, decimal, quantity, share } from '../report/numbers.ts';
import type { Reason } from '../report/report.ts';
import { unitOf } from '../series/series-unit.ts';

/** Why no slice is named, as a sentence with its numbers. */
export function reasonOf(abstention: Abstention, scene: Scene): Reason {
  return { code: abstention.code, text: textOf(abstention, scene) };
}

/** That a process came with an incident which nothing is known of. */
export function newProcessReason({ window }: Rung): Reason {
  const { series, peak } = window;
  const held = quantity(peak, unitOf(series));
  return {
    code: 'new-process',
    text: `${series.name} was 0 before the incident and ${held} at its highest: a process that was not there before. If no request starts it, it is a job of its own, and what these logs show came beside it.`,
  };
}

function textOf(abstention: Abstention, { series }: Scene): string {
  switch (abstention.code) {
    case 'logs-do-not-cover':
      return 'The logs hold no requests at the time of this incident.';
    case 'too-coarse':
      return `Only ${counted(abstention.bins, 'sample')} of ${series.name} lie where the logs are: too few to compare.`;
    case 'unrelated-to-traffic':
      return `No slice of the traffic moves with ${series.name}: the best shares ${share(abstention.bestFit)} of its variance. Look at what else ran on the host: jobs, backups, other services.`;
    case 'traffic-did-not-change':
      return `The traffic did not grow: ${counted(abstention.observed, 'request')} in the incident, ${count(abstention.expected)} expected. Look at what else ran on the host: jobs, backups, other services.`;
    case 'held-by-unlogged-requests':
      return `${quantity(abstention.busy, 'workers')} were busy, logged requests held ${decimal(abstention.logged)}: the others were held by requests that the log does not show, slow to send their headers or still running.`;
    case 'everything-failed':
      return `${share(abstention.failed)} of all requests failed, whoever asked and whatever for: the cause is what answers them. Look at the server’s error log, and at what stands behind it.`;
    case 'everything-given-up':
      return `${share(abstention.givenUp)} of all requests were given up by clients, whoever asked and whatever for: they waited for what hangs, and by these logs nobody is told from the others. Look at what the server itself waits for: applications, databases, other hosts.`;
    case 'nothing-stands-out':
      return `The traffic changed, but no slice stands out: the best scores ${abstention.bestScore.toFixed(2)} of 1.`;
  }
}
