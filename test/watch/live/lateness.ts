import { setTimeout as pause } from 'node:timers/promises';

const ASKED_MS = 50;

/** Measures how late timers of this process are: a host with much other work keeps nobody's time. */
export class Lateness {
  readonly #end = new AbortController();
  #lateMs = 0;
  #passedMs = 0;

  constructor() {
    void this.#measure();
  }

  /** By how much of the time timers were late, 0 to 1; ends the measuring. */
  end(): number {
    this.#end.abort();
    return this.#passedMs === 0 ? 0 : this.#lateMs / this.#passedMs;
  }

  async #measure(): Promise<void> {
    while (!this.#end.signal.aborted) {
      const startMs = performance.now();
      await pause(ASKED_MS);
      const passedMs = performance.now() - startMs;
      this.#passedMs += passedMs;
      this.#lateMs += Math.max(0, passedMs - ASKED_MS);
    }
  }
}
