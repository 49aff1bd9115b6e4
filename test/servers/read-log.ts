import { readFileSync } from 'node:fs';
import type { Field, LineParser } from '../../parsers/contract.ts';
import { AccessRecord } from '../../parsers/record.ts';
import { LineSplitter } from '../../src/ingest/lines.ts';
import { allValuesOf, type Values } from '../parsers/read-line.ts';

/** A log of which every line is a record, or text that its server writes in between. */
export interface ReadServerLog {
  readonly records: readonly Values[];
  readonly fields: ReadonlySet<Field>;
}

/** Reads a log. Throws where a line does not fit. */
export function readServerLog(path: string, parser: LineParser): ReadServerLog {
  const record = new AccessRecord();
  const records: Values[] = [];
  const splitter = new LineSplitter((bytes, start, end) => {
    const miss = parser.parse(bytes, start, end, record);
    const line = Buffer.from(bytes.subarray(start, end)).toString('latin1');
    if (miss?.between === true) return;
    if (miss !== undefined) throw new Error(`${miss.reason}: ${line}`);
    records.push(allValuesOf(record));
  });
  splitter.push(readFileSync(path));
  splitter.end();
  return { records, fields: parser.fields };
}
