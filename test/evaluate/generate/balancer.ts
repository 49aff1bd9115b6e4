import type { Draw } from './draw.ts';
import type { Machine } from './machine.ts';
import type { PlannedRequest } from './planned-request.ts';
import type { Injection, Mechanism, Scenario } from './scenario.ts';

/** What a mechanism sees where its requests are spread over several machines: one with the room of all. */
function together(machine: Machine, count: number): Machine {
  return {
    ...machine,
    ramBytes: machine.ramBytes * count,
    cores: machine.cores * count,
    workers: machine.workers * count,
  };
}

/**
 * What becomes of the day of each of some machines behind a balancer, which deals requests out in turn. Those of culprits go
 * to all of them as well, or, where a session sticks, to one.
 */
export function balanced(
  mechanism: Mechanism,
  scenario: Scenario,
  { count, draw }: { readonly count: number; readonly draw: Draw },
): readonly Injection[] {
  const sticksTo = draw.chance(0.5) ? draw.whole(0, count - 1) : undefined;
  const machine = sticksTo === undefined ? together(scenario.machine, count) : scenario.machine;
  const injection = mechanism({ ...scenario, machine });
  const hostOf = new Map<PlannedRequest, number>();
  for (const [at, request] of [...injection.requests, ...injection.otherwise].entries()) {
    if (hostOf.has(request)) continue;
    hostOf.set(request, request.owner > 0 ? (sticksTo ?? at % count) : at % count);
  }
  return Array.from({ length: count }, (_, host) => {
    const own = (requests: readonly PlannedRequest[]): readonly PlannedRequest[] =>
      requests.filter((request) => hostOf.get(request) === host);
    const isTroubled = sticksTo === undefined || sticksTo === host;
    return {
      ...injection,
      requests: own(injection.requests),
      otherwise: own(injection.otherwise),
      resource: isTroubled ? injection.resource : undefined,
    };
  });
}
