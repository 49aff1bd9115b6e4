/** Whose a request is, as the weights of a case tell it. */
export const BACKGROUND = 0;
export const DECOY = -1;
/** Sent only because the machine was in trouble. */
export const CONSEQUENCE = -2;

/** A request as its client means it, and what it asks of the server; times are seconds from the begin of the case. */
export interface PlannedRequest {
  readonly at: number;
  readonly client: string;
  readonly agent: string;
  readonly referer: string;
  readonly method: string;
  readonly target: string;
  readonly status: number;
  /** Of the response. */
  readonly bytes: number;
  /** Work for a processor. */
  readonly cpuSeconds: number;
  /** Waiting for something else, a worker held. */
  readonly waitSeconds: number;
  /** How fast the client takes the response. */
  readonly bytesPerSecond: number;
  /** Of its own body, which is kept in memory from when it comes until the worker is free. */
  readonly bodyBytes: number;
  /** How fast the client sends that. */
  readonly bodyBytesPerSecond: number;
  /** Its connection stays open for so long behind the response, and holds the worker where responses are not buffered. */
  readonly keptSeconds: number;
  /** Memory that it takes while it is worked on. */
  readonly memoryBytes: number;
  /** What is never given back. */
  readonly leakedBytes: number;
  readonly leakedThreads: number;
  /** The client hangs up when it has waited so long. */
  readonly patienceSeconds: number;
  /** Where its line goes: into a log that is not given, or nowhere, where its worker was killed. */
  readonly log: 'given' | 'other' | 'none';
  /** A culprit's id, or one of the numbers above. */
  readonly owner: number;
}

/** A request that asks little, with what is said of it. */
export function planned(
  facts: Partial<PlannedRequest> & Pick<PlannedRequest, 'at' | 'client' | 'agent' | 'target'>,
): PlannedRequest {
  return {
    referer: '-',
    method: 'GET',
    status: 200,
    bytes: 5000,
    cpuSeconds: 0.02,
    waitSeconds: 0,
    bytesPerSecond: 2e6,
    bodyBytes: 0,
    bodyBytesPerSecond: 2e6,
    keptSeconds: 0,
    memoryBytes: 2e6,
    leakedBytes: 0,
    leakedThreads: 0,
    patienceSeconds: Number.POSITIVE_INFINITY,
    log: 'given',
    owner: BACKGROUND,
    ...facts,
  };
}
