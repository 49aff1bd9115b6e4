import { bytes, count, duration, share } from '../report/numbers.ts';

/** How the watch itself does. */
export interface HealthNow {
  readonly linesPerSecond: number;
  /** Of one CPU, 0 to 1 and above. */
  readonly cpuShare: number;
  readonly memoryBytes: number;
  /** How old the newest line is, seconds; undefined where the lines are not of now. */
  readonly behindSeconds: number | undefined;
}

export interface HealthSources {
  /** Milliseconds from any start. */
  readonly clock: () => number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Time that the CPUs have worked for it, milliseconds. */
  readonly cpuMs: () => number;
  readonly memoryBytes: () => number;
}

/** Figures are of so long a time. */
const SPAN_MS = 5000;
/** Newest lines that are older are of a log that is replayed. */
const MOST_BEHIND_SECONDS = 600;
/** Lines that come and are older than this are told as a delay; they are told as none below half of it. */
export const BEHIND_SECONDS = 30;

interface Moment {
  readonly clockMs: number;
  readonly cpuMs: number;
  readonly lines: number;
}

/** Measures how the watch itself does: how much it reads, what it takes of the host, and whether it keeps up. */
export class Health {
  readonly #sources: HealthSources;
  readonly #moments: Moment[] = [];
  #newestMs = Number.NEGATIVE_INFINITY;
  #isBehind = false;

  constructor(sources: HealthSources) {
    this.#sources = sources;
  }

  /** Takes how far the reading is. */
  observe(lines: number, newestMs: number): void {
    const { clock, cpuMs } = this.#sources;
    const clockMs = clock();
    this.#moments.push({ clockMs, cpuMs: cpuMs(), lines });
    while ((this.#moments[1]?.clockMs ?? clockMs) < clockMs - SPAN_MS) this.#moments.shift();
    this.#newestMs = newestMs;
  }

  get now(): HealthNow {
    const [first] = this.#moments;
    const last = this.#moments.at(-1);
    const passedMs = (last?.clockMs ?? 0) - (first?.clockMs ?? 0);
    const perMs = (amount: number): number => (passedMs > 0 ? amount / passedMs : 0);
    const behindSeconds = (this.#sources.now() - this.#newestMs) / 1000;
    return {
      linesPerSecond: 1000 * perMs((last?.lines ?? 0) - (first?.lines ?? 0)),
      cpuShare: perMs((last?.cpuMs ?? 0) - (first?.cpuMs ?? 0)),
      memoryBytes: this.#sources.memoryBytes(),
      behindSeconds: behindSeconds < MOST_BEHIND_SECONDS ? Math.max(0, behindSeconds) : undefined,
    };
  }

  /** What is to be said when it begins to fall behind, and when it has caught up; else undefined. */
  get change(): string | undefined {
    const { linesPerSecond, behindSeconds = 0 } = this.now;
    const limit = this.#isBehind ? BEHIND_SECONDS / 2 : BEHIND_SECONDS;
    const isBehind = linesPerSecond > 0 && behindSeconds > limit;
    if (isBehind === this.#isBehind) return undefined;
    this.#isBehind = isBehind;
    return isBehind
      ? `it does not keep up: the lines read now are ${duration(behindSeconds)} old`
      : 'it has caught up with the log';
  }
}

/** The figures in a line. */
export function healthText({
  linesPerSecond,
  cpuShare,
  memoryBytes,
  behindSeconds,
}: HealthNow): string {
  const behind =
    behindSeconds === undefined ? '' : `, newest line ${duration(Math.round(behindSeconds))} ago`;
  return `${count(linesPerSecond)} lines/s, ${share(cpuShare)} of a CPU, ${bytes(memoryBytes)}${behind}`;
}
