import type { SliceTotals } from '../detectors/slice-totals.ts';
import type { TimeSpan } from '../rollup/grid.ts';
import { ABORTED, FAILED, type RequestBatch, TIMED } from '../rollup/request-batch.ts';
import { ClientCount } from './client-ids.ts';

const MICROSECONDS = 1_000_000;

/** What requests did in a window, counted one by one. Whole numbers: the order of requests does not matter. */
export class WindowCount {
  readonly #window: TimeSpan;
  readonly #fromUs: number;
  readonly #toUs: number;
  #requests = 0;
  #bytes = 0;
  #workerUs = 0;
  #aborts = 0;
  #errors = 0;
  #firstUs = Number.POSITIVE_INFINITY;
  #lastUs = Number.NEGATIVE_INFINITY;
  readonly #clients = new ClientCount();

  constructor(window: TimeSpan) {
    this.#window = window;
    this.#fromUs = window.fromMs * 1000;
    this.#toUs = window.toMs * 1000;
  }

  /** Counts a request of which a part lies in the window. */
  add(batch: RequestBatch, at: number, client: number): void {
    const startUs = batch.startUs[at] ?? 0;
    const endUs = batch.endUs[at] ?? 0;
    const flags = batch.flags[at] ?? 0;
    this.#requests += 1;
    this.#clients.add(client);
    this.#firstUs = Math.min(this.#firstUs, Math.max(startUs, this.#fromUs));
    this.#lastUs = Math.max(this.#lastUs, Math.min(endUs, this.#toUs));
    if ((flags & TIMED) !== 0) {
      this.#workerUs += Math.min(endUs, this.#toUs) - Math.max(startUs, this.#fromUs);
    }
    if (endUs >= this.#toUs) return;
    this.#bytes += Math.max(0, batch.bytesOut[at] ?? 0);
    if ((flags & ABORTED) !== 0) this.#aborts += 1;
    if ((flags & FAILED) !== 0) this.#errors += 1;
  }

  totals(): SliceTotals {
    const clients = this.#clients.count;
    return {
      requests: this.#requests,
      ...(this.#bytes > 0 ? { bytes: this.#bytes } : {}),
      ...(this.#workerUs > 0 ? { workerSeconds: this.#workerUs / MICROSECONDS } : {}),
      ...(this.#aborts > 0 ? { aborts: this.#aborts } : {}),
      ...(this.#errors > 0 ? { errors: this.#errors } : {}),
      ...(clients === undefined ? {} : { clients }),
      firstMs:
        this.#firstUs === Number.POSITIVE_INFINITY ? this.#window.fromMs : this.#firstUs / 1000,
      lastMs: this.#lastUs === Number.NEGATIVE_INFINITY ? this.#window.toMs : this.#lastUs / 1000,
    };
  }
}
