/** Writes RRD files in each of rrdtool's layouts, field by field, for round trips. */
export interface Machine {
  readonly littleEndian: boolean;
  readonly wordBytes: 4 | 8;
  readonly timeBytes: 4 | 8;
  readonly doubleAlign: 4 | 8;
}

export const machines: readonly Machine[] = [
  { littleEndian: true, wordBytes: 8, timeBytes: 8, doubleAlign: 8 },
  { littleEndian: false, wordBytes: 8, timeBytes: 8, doubleAlign: 8 },
  { littleEndian: true, wordBytes: 4, timeBytes: 4, doubleAlign: 4 },
  { littleEndian: true, wordBytes: 4, timeBytes: 4, doubleAlign: 8 },
  { littleEndian: false, wordBytes: 4, timeBytes: 4, doubleAlign: 8 },
  { littleEndian: true, wordBytes: 4, timeBytes: 8, doubleAlign: 4 },
  { littleEndian: true, wordBytes: 4, timeBytes: 8, doubleAlign: 8 },
  { littleEndian: false, wordBytes: 4, timeBytes: 8, doubleAlign: 8 },
];

export interface Recipe {
  readonly version: string;
  readonly step: number;
  readonly lastUpdate: number;
  /** The text of every source's last reading; default `12345`. */
  readonly lastReading?: string;
  readonly sources: readonly {
    name: string;
    type: string;
    heartbeat: number;
    min: number;
    max: number;
  }[];
  readonly archives: readonly {
    readonly consolidation: string;
    readonly pdpPerRow: number;
    readonly xff: number;
    /** Oldest row first; one value for each source. */
    readonly rows: readonly (readonly number[])[];
    /** Where in the file the newest row stands. */
    readonly currentRow: number;
  }[];
}

export function buildRrd(recipe: Recipe, machine: Machine): Uint8Array {
  const bytes: number[] = [];
  const scratch = new DataView(new ArrayBuffer(8));
  const put = (length: number, write: () => void) => {
    write();
    for (let index = 0; index < length; index += 1) bytes.push(scratch.getUint8(index));
  };
  const pad = (size: number) => {
    while (bytes.length % size !== 0) bytes.push(0);
  };
  const text = (value: string, length: number) => {
    for (let index = 0; index < length; index += 1) bytes.push(value.charCodeAt(index) || 0);
  };
  const rawDouble = (value: number) =>
    put(8, () => scratch.setFloat64(0, value, machine.littleEndian));
  const integer = (value: number, length: 4 | 8) => {
    if (length === 4) put(4, () => scratch.setInt32(0, value, machine.littleEndian));
    else put(8, () => scratch.setBigInt64(0, BigInt(value), machine.littleEndian));
  };
  const word = (value: number) => integer(value, machine.wordBytes);
  const unionWord = (value: number) => {
    word(value);
    if (machine.wordBytes === 4) text('', 4);
  };
  /** A struct of the C program: fields, then padding, both relative to the struct's own beginning. */
  const struct = (fields: (align: () => void) => void) => {
    const outer = bytes.splice(0);
    fields(() => pad(machine.doubleAlign));
    pad(machine.doubleAlign);
    const inner = bytes.splice(0);
    bytes.push(...outer, ...inner);
  };
  const wordAlign = () => pad(machine.wordBytes);

  struct((align) => {
    text('RRD', 4);
    text(recipe.version, 5);
    align();
    rawDouble(8.642135e130);
    word(recipe.sources.length);
    word(recipe.archives.length);
    word(recipe.step);
    align();
    text('', 80);
  });
  for (const source of recipe.sources) {
    struct((align) => {
      text(source.name, 20);
      text(source.type, 20);
      align();
      unionWord(source.heartbeat);
      rawDouble(source.min);
      rawDouble(source.max);
      text('', 56);
    });
  }
  for (const archive of recipe.archives) {
    struct((align) => {
      text(archive.consolidation, 20);
      wordAlign();
      word(archive.rows.length);
      word(archive.pdpPerRow);
      align();
      rawDouble(archive.xff);
      text('', 72);
    });
  }
  const seconds = Math.floor(recipe.lastUpdate);
  if (recipe.version === '0001') {
    integer(seconds, machine.timeBytes);
  } else {
    struct(() => {
      integer(seconds, machine.timeBytes);
      word(Math.round((recipe.lastUpdate % 1) * 1e6));
    });
  }
  for (const _ of recipe.sources) text(recipe.lastReading ?? '12345', 32 + 80);
  for (let index = 0; index < recipe.sources.length * recipe.archives.length; index += 1)
    text('', 80);
  for (const archive of recipe.archives) word(archive.currentRow);
  for (const { rows, currentRow } of recipe.archives) {
    for (let stored = 0; stored < rows.length; stored += 1) {
      const age = (currentRow - stored + rows.length) % rows.length;
      for (const value of rows[rows.length - 1 - age] ?? []) rawDouble(value);
    }
  }
  return Uint8Array.from(bytes);
}
