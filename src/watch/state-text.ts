import { createHash } from 'node:crypto';
import type { SavedFile } from '../follow/file-mark.ts';
import type { LogFactsPart } from '../ingest/log-facts.ts';
import type { RawSeries } from '../series/input.ts';
import type { TrackedIncident } from './incident-tracker.ts';

/** What a watch goes on with after a restart; plain data. */
export interface WatchState {
  readonly logs: readonly SavedLog[];
  readonly incidents: readonly TrackedIncident[];
  /** What endpoints told that tell only of now. */
  readonly samples: readonly RawSeries[];
}

/** A log as it was counted, and how far its files were read for that. */
export interface SavedLog {
  readonly path: string;
  readonly host?: string | undefined;
  readonly facts: LogFactsPart;
  /** The oldest first; the last one is what the path was. */
  readonly files: readonly SavedFile[];
}

const SCHEMA = 'culprit/watch-state@1';

/** The text of a state: one line that says what it is and what it sums up to, and the state. */
export function stateText(state: WatchState): string {
  const body = JSON.stringify(state, written);
  return `${SCHEMA} ${sumOf(body)}\n${body}\n`;
}

/** The state of a text, or why it is none. */
export function stateOf(text: string): WatchState | string {
  const [head = '', body = ''] = text.split('\n');
  const [schema, sum] = head.split(' ');
  if (schema !== SCHEMA) return `it does not begin with ${SCHEMA}`;
  if (sum !== sumOf(body)) return 'it is not as it was written';
  return JSON.parse(body, read) as WatchState;
}

function sumOf(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}

/** JSON knows no numbers that are not finite, and no columns. */
function written(_: string, value: unknown): unknown {
  if (value instanceof Float64Array) return { column: Array.from(value, finite) };
  return typeof value === 'number' ? finite(value) : value;
}

function finite(value: number): unknown {
  return Number.isFinite(value) ? value : { number: String(value) };
}

function read(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('number' in value && Object.keys(value).length === 1) return Number(value.number);
  if ('column' in value && Array.isArray(value.column)) return Float64Array.from(value.column);
  return value;
}
