import { type PlannedRequest, planned } from '../generate/planned-request.ts';

/** A request as a client of a capture sends it. */
export interface SentRequest extends PlannedRequest {
  /** Of the request; 0 where it has none. */
  readonly bodyBytes: number;
  /** The client takes so long over the head of its request; 0 sends it at once. */
  readonly headSeconds: number;
  /** Whether the client's requests follow one another over one connection. */
  readonly isKeptAlive: boolean;
}

/** A request that asks little, with what is said of it. */
export function sent(
  facts: Partial<SentRequest> & Pick<SentRequest, 'at' | 'client' | 'agent' | 'target'>,
): SentRequest {
  const { bodyBytes = 0, headSeconds = 0, isKeptAlive = false } = facts;
  const cheap = { cpuSeconds: 0.001, memoryBytes: 0 };
  return { ...planned({ ...cheap, ...facts }), bodyBytes, headSeconds, isKeptAlive };
}

/** What the application is told that a request costs, as the value of a header that no log has. */
export function costHeader(request: SentRequest): string {
  const { waitSeconds, cpuSeconds, bytes, status } = request;
  const { memoryBytes, leakedBytes, leakedThreads } = request;
  return JSON.stringify({
    ...{ waitSeconds, cpuSeconds, bytes, status },
    ...{ memoryBytes, leakedBytes, leakedThreads },
  });
}
