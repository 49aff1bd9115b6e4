/** A machine with its web server. */
export interface Machine {
  readonly ramBytes: number;
  readonly cores: number;
  /** Requests that are worked on at once; more wait in line. */
  readonly workers: number;
  /** Of one worker process. */
  readonly workerBytes: number;
  /** What else the machine holds. */
  readonly baseBytes: number;
  /**
   * Whether a worker is held until the client has taken the response (prefork), or the response is put into a buffer in memory
   * and the worker is free (a proxy that buffers).
   */
  readonly buffers: boolean;
}

/** A job of the machine that no request asked for. */
export interface OwnJob {
  readonly from: number;
  readonly to: number;
  /** Memory that it takes by its end, in equal steps, and gives back then. */
  readonly bytes: number;
  readonly cores: number;
  /** What it reads and writes on the disk; nothing where nothing is said. */
  readonly diskBytesPerSecond?: number;
}
