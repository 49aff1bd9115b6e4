import { ClfClock } from './clf-time.ts';
import type { Escaping, Field, LineParser, LineRecord, Miss } from './contract.ts';
import { holdsLiteral } from './cursor.ts';
import { fieldEnd, readClf, settleStamps, takeField } from './layout-field.ts';
import { ends, type Program } from './layout-step.ts';

/** Interprets a compiled format: one pass over the line, nothing allocated. */
export class LayoutParser implements LineParser {
  readonly fields: ReadonlySet<Field>;
  readonly escaping: Escaping;
  /** What it interprets. */
  readonly program: Program;
  readonly #clock = new ClfClock();

  constructor(program: Program) {
    this.fields = program.fields;
    this.escaping = program.escaping;
    this.program = program;
  }

  parse(bytes: Uint8Array, start: number, end: number, record: LineRecord): Miss | undefined {
    const { prefix, steps, stamps, trailing, wrongStart } = this.program;
    record.reset(bytes, start, end, this.escaping);
    if (!holdsLiteral(bytes, start, end, prefix)) return wrongStart;
    for (const { stamp } of stamps) stamp.reset();
    let at = start + prefix.length;
    for (const step of steps) {
      const stop =
        step.end === ends.clf
          ? readClf(this.#clock, step, bytes, at, end, record)
          : fieldEnd(step, bytes, at, end);
      if (stop < 0) return stopped(record, at, step.unended);
      if (!takeField(step, bytes, at, stop, record)) return stopped(record, at, step.malformed);
      at = stop + step.consumed;
    }
    if (at !== end) return stopped(record, at, trailing);
    return stamps.length === 0 ? undefined : settleStamps(stamps, record);
  }
}

function stopped(record: LineRecord, at: number, miss: Miss): Miss {
  record.stoppedAt = at;
  return miss;
}
