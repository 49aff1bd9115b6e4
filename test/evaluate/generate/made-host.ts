import type { Draw } from './draw.ts';
import type { Machine } from './machine.ts';
import type { PlannedRequest } from './planned-request.ts';
import { type Resources, resourcesOf } from './resources.ts';
import type { Injection } from './scenario.ts';
import { type Simulated, simulate } from './server.ts';

/** What one machine did, and what it would have done without what was put in. */
export interface MadeHost {
  readonly name: string;
  readonly machine: Machine;
  readonly happened: Simulated;
  /** What would have been asked for without what was put in. */
  readonly ordinary: readonly PlannedRequest[];
  readonly resources: Resources;
  /** Of the same machine without the trouble. */
  readonly otherwise: Resources;
  /** Where its trouble is seen first; undefined where it has none. */
  readonly resource: Injection['resource'];
}

/** Simulates a machine twice, with the trouble and without it; what is drawn for its noise is the same. */
export function madeHost(
  name: string,
  machine: Machine,
  given: {
    readonly injection: Injection;
    readonly spanSeconds: number;
    readonly noise: number;
    readonly drawNoise: () => Draw;
  },
): MadeHost {
  const { injection, spanSeconds, noise, drawNoise } = given;
  const { requests, otherwise, jobs, restarts = [] } = injection;
  const happened = simulate(machine, requests, { spanSeconds, jobs, restarts });
  const instead = simulate(machine, otherwise, { spanSeconds, jobs: [] });
  return {
    name,
    machine,
    happened,
    ordinary: otherwise,
    resources: resourcesOf(machine, happened.levels, { draw: drawNoise(), noise }),
    otherwise: resourcesOf(machine, instead.levels, { draw: drawNoise(), noise }),
    resource: injection.resource,
  };
}
