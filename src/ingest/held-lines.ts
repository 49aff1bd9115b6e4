import { CARRIAGE_RETURN } from './lines.ts';

/** A line as a `LineSink` gets it, copied: `bytes[0, end)`, with a carriage return behind it where the log has one. */
export interface HeldLine {
  readonly bytes: Uint8Array;
  readonly end: number;
  readonly offset: number;
}

/** Lines kept until it is known how they are to be read. */
export class HeldLines {
  #lines: HeldLine[] = [];
  #bytes = 0;

  get length(): number {
    return this.#lines.length;
  }

  /** Bytes of all lines, without their line ends. */
  get bytes(): number {
    return this.#bytes;
  }

  push(bytes: Uint8Array, start: number, end: number, offset: number): void {
    const hasReturn = bytes[end] === CARRIAGE_RETURN;
    // Not slice(): that of a Buffer copies nothing.
    const copy = Uint8Array.from(bytes.subarray(start, hasReturn ? end + 1 : end));
    this.#lines.push({ bytes: copy, end: end - start, offset });
    this.#bytes += end - start;
  }

  /** The lines from a place on, as they are held. */
  from(place: number): readonly HeldLine[] {
    return this.#lines.slice(place);
  }

  /** All lines in their order; none are held afterwards. */
  take(): readonly HeldLine[] {
    const lines = this.#lines;
    this.#lines = [];
    this.#bytes = 0;
    return lines;
  }
}
