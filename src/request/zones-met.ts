/** Offsets told apart: there are 38 on earth, and more only in garbage. */
export const MAX_ZONES = 100;

/** The offsets in a part of a log; plain data. */
export interface ZonesMetPart {
  readonly zoneless: number;
  readonly counts: readonly { readonly minutes: number; readonly lines: number }[];
}

/** Counts the lines of a log by the offset that their times were written with. */
export class ZonesMet {
  /** Lines whose times were written without a zone. */
  zoneless = 0;
  readonly #lines = new Map<number, number>();
  /** Lines go on in one zone for long: a run of them is counted at its end. */
  #run = 0;
  #runMinutes = Number.NaN;

  /** Takes the offset of the next line, minutes east of UTC. */
  observe(minutes: number): void {
    if (minutes !== this.#runMinutes) this.#begin(minutes);
    this.#run += 1;
  }

  /** Takes the offsets of the next lines, from the place `from` to the one before `to`; those that are NaN have none. */
  observeAll(minutes: Float64Array, from: number, to: number): void {
    for (let line = from; line < to; line++) {
      const one = minutes[line] ?? Number.NaN;
      if (!Number.isNaN(one)) this.observe(one);
    }
  }

  /** Adds the lines that come next. */
  append({ zoneless, counts }: ZonesMetPart): void {
    this.zoneless += zoneless;
    for (const { minutes, lines } of counts) {
      this.#begin(minutes);
      this.#run = lines;
    }
  }

  get part(): ZonesMetPart {
    return { zoneless: this.zoneless, counts: this.counts() };
  }

  /** Lines by offset, the commonest first, then from west to east. Counts since 1970 have no offset and are not here. */
  counts(): readonly { readonly minutes: number; readonly lines: number }[] {
    this.#begin(this.#runMinutes);
    return [...this.#lines]
      .map(([minutes, lines]) => ({ minutes, lines }))
      .sort((a, b) => b.lines - a.lines || a.minutes - b.minutes);
  }

  #begin(minutes: number): void {
    const isKnown = this.#lines.has(this.#runMinutes) || this.#lines.size < MAX_ZONES;
    if (this.#run > 0 && isKnown) {
      this.#lines.set(this.#runMinutes, (this.#lines.get(this.#runMinutes) ?? 0) + this.#run);
    }
    this.#run = 0;
    this.#runMinutes = minutes;
  }
}
