/** What a line of a case weighs in a comparison of slices: one, its time in flight, or its bytes. */
export type Weighing = 'count' | 'duration' | 'bytes';

/** A slice that the makers of a case know to be guilty. */
export interface TrueCulprit {
  /** As in `TrueLines.culprits`. */
  readonly id: number;
  /** The weighings that are right for its kind: agreement by any of them counts. */
  readonly weighings: readonly Weighing[];
}

/** A time in which something was wrong, on the clock of the logs: epoch milliseconds UTC. */
export interface TrueWindow {
  /** Undefined where the case has one host. */
  readonly host: string | undefined;
  readonly startMs: number;
  readonly endMs: number;
  /** The culprits at work in it. */
  readonly culprits: readonly number[];
}

/** The lines of one log in its order, with what is known of each request; on the clock of the logs. */
export interface TrueLines {
  /** The raw lines without their ends, a character for each byte. */
  readonly texts: readonly string[];
  /** Epoch milliseconds UTC. */
  readonly startMs: Float64Array;
  readonly endMs: Float64Array;
  /** Bytes sent. */
  readonly bytes: Float64Array;
  /** The id of the culprit whose request it is; 0 or less is nobody's. */
  readonly culprits: Int32Array;
}

export interface CaseLog {
  /** Undefined where the case has one host. */
  readonly host: string | undefined;
  readonly path: string;
}

/**
 * Why a case has no culprit to be named: nothing happened, or something no request did, the latter perhaps with a harmless
 * burst on it; or the logs could tell its culprits to nobody, so that a suspect is the most that can be said.
 */
export type ControlKind = 'quiet' | 'other-cause' | 'other-cause-with-burst' | 'unidentifiable';

/** A case with a known truth. */
export interface LabelledCase {
  readonly name: string;
  readonly family: string;
  /** Whether real servers wrote it, or a simulation. */
  readonly origin: 'captured' | 'simulated';
  /** The log's format, as the makers call it. */
  readonly format: string;
  /** Where the series come from: `prometheus`, `munin` or `both`. */
  readonly source: string;
  /** Of the finest series. */
  readonly stepSeconds: number;
  readonly logs: readonly CaseLog[];
  /** A file or folder; undefined where the logs are to be judged alone. */
  readonly metrics: string | undefined;
  /** How long the logs are, seconds. */
  readonly spanSeconds: number;
  /** Undefined where there is a culprit that can be named. */
  readonly control: ControlKind | undefined;
  readonly windows: readonly TrueWindow[];
  readonly culprits: readonly TrueCulprit[];
  /** The lines of one of its logs, or undefined where nothing is known of them. */
  readonly linesOf: (path: string) => Promise<TrueLines | undefined>;
}

/** The number of machines. */
export function hostCount({ logs }: LabelledCase): number {
  return new Set(logs.map(({ host }) => host)).size;
}

/** How the series of a case were sampled: `munin 300 s`. */
export function resolutionOf({ source, stepSeconds }: LabelledCase): string {
  return `${source} ${stepSeconds} s`;
}
