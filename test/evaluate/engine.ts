/** What a run of the command took: CPU time in user and system mode, and peak resident memory. */
export interface Usage {
  readonly wallSeconds: number;
  readonly cpuSeconds?: number;
  readonly peakBytes?: number;
}

/** How a run of the command ended. */
export interface Ran extends Usage {
  /** Undefined where it had to be ended: the time was up, or a signal came. */
  readonly status: number | undefined;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs culprit with arguments as they are typed. */
export type Engine = (argv: readonly string[]) => Promise<Ran>;
