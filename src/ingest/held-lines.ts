import { CARRIAGE_RETURN, type LineSink } from './lines.ts';

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

/** A line as a `LineSink` gets it, copied. */
interface HeldLine {
  readonly bytes: Uint8Array;
  readonly end: number;
  readonly offset: number;
}

/** The lines of a log until its format is known, sample by sample. */
export class HeldLines {
  readonly #lines: HeldLine[] = [];
  #sampleStart = 0;
  #sampleBytes = 0;
  #samples = 1;

  readonly add: LineSink = (bytes, start, end, offset) => {
    const hasReturn = bytes[end] === CARRIAGE_RETURN;
    // Not slice(): that of a Buffer copies nothing.
    const copy = Uint8Array.from(bytes.subarray(start, hasReturn ? end + 1 : end));
    this.#lines.push({ bytes: copy, end: end - start, offset });
    this.#sampleBytes += end - start;
  };

  /** The lines since the last sample, without their line ends; of later samples some. */
  get sample(): readonly Uint8Array[] {
    const all = this.#lines.slice(this.#sampleStart);
    const step = this.#samples === 1 ? 1 : Math.ceil(all.length / LATER_SAMPLE_LINES);
    const lines = all.filter((_, index) => index % step === 0);
    return lines.map(({ bytes, end }) => bytes.subarray(0, end));
  }

  get isEmpty(): boolean {
    return this.#lines.length === 0;
  }

  get isSampleFull(): boolean {
    const lines = this.#lines.length - this.#sampleStart;
    return lines >= SAMPLE_LINES || this.#sampleBytes >= SAMPLE_BYTES;
  }

  get isLastSample(): boolean {
    return this.#samples >= MOST_SAMPLES;
  }

  startSample(): void {
    this.#sampleStart = this.#lines.length;
    this.#sampleBytes = 0;
    this.#samples += 1;
  }

  /** Gives all of them to a sink, from the first, and forgets them. */
  release(sink: LineSink): void {
    for (const { bytes, end, offset } of this.#lines.splice(0)) sink(bytes, 0, end, offset);
  }
}
