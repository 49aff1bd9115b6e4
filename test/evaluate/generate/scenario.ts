import type { Weighing } from '../labelled-case.ts';
import type { Draw } from './draw.ts';
import type { Machine, OwnJob } from './machine.ts';
import type { PlannedRequest } from './planned-request.ts';
import type { ResourceName } from './resources.ts';
import type { SitePages } from './site-pages.ts';

/** A host on an ordinary day, and when trouble is to come; times in seconds from the begin. */
export interface Scenario {
  readonly spanSeconds: number;
  /** Requests a second, on average. */
  readonly rate: number;
  readonly from: number;
  readonly to: number;
  /** The hour of the day at which it begins. */
  readonly startHour: number;
  readonly machine: Machine;
  readonly background: readonly PlannedRequest[];
  /** What the background's site has. */
  readonly site: SitePages;
  readonly draw: Draw;
}

export interface InjectedCulprit {
  /** From 1 on. */
  readonly id: number;
  readonly kind: string;
  readonly cost: Weighing;
  /** Another weighing that is as right. */
  readonly altCost?: Weighing;
  readonly note: string;
}

/** What becomes of a day. */
export interface Injection {
  /** All requests, background included. */
  readonly requests: readonly PlannedRequest[];
  /** What would have come without the culprits. */
  readonly otherwise: readonly PlannedRequest[];
  readonly jobs: readonly OwnJob[];
  /** When the service is started anew, in order; never where nothing is said. */
  readonly restarts?: readonly number[];
  readonly culprits: readonly InjectedCulprit[];
  /** Where it is seen first; undefined where nothing is wrong. */
  readonly resource: ResourceName | undefined;
}

/** A way for a host to get into trouble, or not to. */
export type Mechanism = (scenario: Scenario) => Injection;

/** A day on which requests were added whose owner is a culprit. */
export function added(
  { background }: Scenario,
  requests: readonly PlannedRequest[],
  facts: Pick<Injection, 'culprits' | 'resource'>,
): Injection {
  return { requests: [...background, ...requests], otherwise: background, jobs: [], ...facts };
}
