import type { Draw } from '../generate/draw.ts';
import type { HostEvent } from './host-events.ts';
import type { Phases } from './phases.ts';
import type { SentRequest } from './sent-request.ts';
import type { WebServer } from './web-servers.ts';

/** What goes on while a capture runs. */
export interface CapturePlan {
  /** What comes beside the site's usual visits. */
  readonly requests?: readonly SentRequest[];
  /** What the site's usual visits become. */
  readonly visits?: (visits: readonly SentRequest[]) => readonly SentRequest[];
  readonly events?: readonly HostEvent[];
}

/** Whose lines are guilty, by a regular expression over them; of what is asked for as ever those of the window alone. */
export interface CaptureCulprit {
  readonly kind: string;
  readonly logRegex: string;
  readonly inWindow?: true;
}

/** A kind of capture: a server, a site and what happens to it. */
export interface CaptureKind {
  readonly name: string;
  readonly title: string;
  readonly server: WebServer;
  /** Usual requests a second. */
  readonly rate: number;
  /** What stands before the site's paths. */
  readonly root: string;
  /** Whether anything is wrong. */
  readonly incident: boolean;
  /** Whose lines are guilty, and of what; absent where no request is to blame. */
  readonly culprit?: CaptureCulprit;
  readonly plan: (phases: Phases, draw: Draw) => CapturePlan;
}
