import { type BenchRequest, startMsOf } from './request.ts';

const STEP_MS = 10_000;

/** Counts the requests in flight every ten seconds: the workers of a server that has one for each. */
export class BusyWorkers {
  readonly #fromMs: number;
  readonly #busy: Uint32Array;

  constructor({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }) {
    this.#fromMs = fromMs;
    this.#busy = new Uint32Array(Math.floor((toMs - fromMs) / STEP_MS) + 1);
  }

  /** The same requests, counted as they pass. */
  *counting(requests: Iterable<BenchRequest>): Generator<BenchRequest> {
    for (const request of requests) {
      this.#count(startMsOf(request), request.endMs);
      yield request;
    }
  }

  /** What Prometheus' `query_range` answers: https://prometheus.io/docs/prometheus/latest/querying/api/ */
  reply(): string {
    const values = Array.from(this.#busy, (busy, at) => [
      (this.#fromMs + at * STEP_MS) / 1000,
      String(busy),
    ]);
    const metric = { __name__: 'apache_workers', state: 'busy', instance: 'web1:9117' };
    return JSON.stringify({
      status: 'success',
      data: { resultType: 'matrix', result: [{ metric, values }] },
    });
  }

  #count(startMs: number, endMs: number): void {
    let at = Math.max(0, Math.ceil((startMs - this.#fromMs) / STEP_MS));
    for (; at < this.#busy.length && this.#fromMs + at * STEP_MS < endMs; at++) {
      this.#busy[at] = (this.#busy[at] ?? 0) + 1;
    }
  }
}
