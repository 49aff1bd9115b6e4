import { HeldLines } from './held-lines.ts';
import type { LineSink } from './lines.ts';

/** Lines looked at before a format is chosen. */
export const SAMPLE_LINES = 1000;
/** A sample ends here too: lines may be long. */
export const SAMPLE_BYTES: number = 1024 * 1024;
/**
 * Samples looked at before a log is given up: uWSGI and applications may write a lot before the first request. They
 * are held all the while, 16 MiB at most.
 */
export const MOST_SAMPLES = 16;

/** Lines of later samples that are looked at, spread evenly: they are many, and most are of a file that is no log. */
const LATER_SAMPLE_LINES = 200;

/** The lines of a log until its format is known, sample by sample. */
export class SampleLines {
  readonly #held = new HeldLines();
  #start = 0;
  #startBytes = 0;
  #samples = 1;

  readonly add: LineSink = (bytes, start, end, offset) =>
    this.#held.push(bytes, start, end, offset);

  /** The lines since the last sample, without their line ends; of later samples some. */
  get sample(): readonly Uint8Array[] {
    const all = this.#held.from(this.#start);
    const step = this.#samples === 1 ? 1 : Math.ceil(all.length / LATER_SAMPLE_LINES);
    const lines = all.filter((_, index) => index % step === 0);
    return lines.map(({ bytes, end }) => bytes.subarray(0, end));
  }

  get isEmpty(): boolean {
    return this.#held.length === 0;
  }

  get isSampleFull(): boolean {
    const { length, bytes } = this.#held;
    return length - this.#start >= SAMPLE_LINES || bytes - this.#startBytes >= SAMPLE_BYTES;
  }

  get isLastSample(): boolean {
    return this.#samples >= MOST_SAMPLES;
  }

  startSample(): void {
    this.#start = this.#held.length;
    this.#startBytes = this.#held.bytes;
    this.#samples += 1;
  }

  /** Gives all of them to a sink, from the first, and forgets them. */
  release(sink: LineSink): void {
    for (const { bytes, end, offset } of this.#held.take()) sink(bytes, 0, end, offset);
  }
}
