import { rangeReply } from './range-reply.ts';
import { type BenchRequest, startMsOf } from './request.ts';

/** When a sample is taken, first and last included: epoch milliseconds UTC. */
interface Sampling {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs?: number;
}

/** Counts the requests in flight at each step, 10 s unless said: the workers of a server that has one for each. */
export class BusyWorkers {
  readonly #fromMs: number;
  readonly #stepMs: number;
  /** At each step. */
  readonly busy: Uint32Array;

  constructor({ fromMs, toMs, stepMs = 10_000 }: Sampling) {
    this.#fromMs = fromMs;
    this.#stepMs = stepMs;
    this.busy = new Uint32Array(Math.floor((toMs - fromMs) / stepMs) + 1);
  }

  /** The same requests, counted as they pass. */
  *counting(requests: Iterable<BenchRequest>): Generator<BenchRequest> {
    for (const request of requests) {
      this.#count(startMsOf(request), request.endMs);
      yield request;
    }
  }

  /** What Prometheus' `query_range` answers. */
  reply(): string {
    const metric = { __name__: 'apache_workers', state: 'busy', instance: 'web1:9117' };
    return rangeReply([{ metric, values: this.busy }], {
      fromMs: this.#fromMs,
      stepMs: this.#stepMs,
    });
  }

  #count(startMs: number, endMs: number): void {
    const stepMs = this.#stepMs;
    let at = Math.max(0, Math.ceil((startMs - this.#fromMs) / stepMs));
    for (; at < this.busy.length && this.#fromMs + at * stepMs < endMs; at++) {
      this.busy[at] = (this.busy[at] ?? 0) + 1;
    }
  }
}
