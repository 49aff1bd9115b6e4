import {
  type Escaping,
  type Field,
  isMiss,
  type LineParser,
  type LineRecord,
  type Miss,
} from '../contract.ts';
import { findByte, holdsLiteral } from '../cursor.ts';
import { compileLayout } from '../layout.ts';
import type { Reading } from '../part.ts';
import { textSlot } from '../record.ts';
import { readFormat } from './format.ts';
import { headerBytes, SentBytesParser } from './sent-bytes.ts';
import { textBetween } from './text-between.ts';
import { variables } from './variables.ts';

/**
 * The notation that uWSGI's documentation has for the line it writes without a `log-format`. It prints more than
 * that: other units, how the response was sent, the numbers of application and request.
 *
 * - https://uwsgi-docs.readthedocs.io/en/latest/LogFormat.html#uwsgi-default-logging
 */
export const DEFAULT_FORMAT =
  '[pid: %(pid)|app: -|req: -/-] %(addr) (%(user)) {%(vars) vars in %(pktsize) bytes} [%(ctime)] %(method) %(uri) => generated %(rsize) bytes in %(msecs) msecs (%(proto) %(status)) %(headers) headers in %(hsize) bytes (%(switches) switches on core %(core))';

/**
 * The line as `uwsgi_logit_simple` has printed it since version 0.9.5. `elapsed` is `129 msecs`, or `68 micros` with
 * `log-micros`, and ` via sendfile()`, `route()` or `offload()` behind; `switches` says `async switches` before
 * version 1.0.
 *
 * - https://github.com/unbit/uwsgi/blob/master/core/logging.c
 */
const REQUEST =
  '[pid: %(pid)|app: %(app)|req: %(req)] %(addr) (%(user)) {%(vars)} [%(ctime)] %(method) %(uri) => generated %(rsize) bytes in %(elapsed) (%(proto) %(status)) %(headers) headers in %(hsize) bytes (%(switches) on %(core))';
/** What `memory-report` puts in front, with or without `{uss usage: …}` and `{pss usage: …}`. */
const MEMORY = '{address space usage: %(memory)} ';
/** What `vhost` puts in front of both. */
const HOST = '%(host) ';

const table: Readonly<Record<string, Reading>> = {
  ...variables,
  hsize: headerBytes,
  elapsed: { kind: 'number', field: 'durationMs', unit: { msecs: 'ms', micros: 'us' } },
};

/** By what stands in front of the request, as `variantOf` counts. */
const variants: readonly LineParser[] = ['', MEMORY, HOST, HOST + MEMORY].map((front) => {
  const parts = readFormat(front + REQUEST, table);
  const parser = 'reason' in parts ? parts : compileLayout(parts, 'none');
  if (isMiss(parser)) throw new Error(`${front}${REQUEST}: ${parser.reason}`);
  return new SentBytesParser(parser);
});

/** Reads the line that uWSGI writes without a `log-format`, with all its variants. */
export class DefaultLineParser implements LineParser {
  readonly fields: ReadonlySet<Field> = new Set(variants.flatMap(({ fields }) => [...fields]));
  readonly escaping: Escaping = 'none';

  parse(bytes: Uint8Array, start: number, end: number, record: LineRecord): Miss | undefined {
    const parser = variants[variantOf(bytes, start, end)];
    if (parser === undefined) {
      record.reset(bytes, start, end, this.escaping);
      return textBetween;
    }
    const miss = parser.parse(bytes, start, end, record);
    if (miss === undefined) dropMadeUpClient(bytes, record);
    return miss;
  }
}

const encoder = new TextEncoder();
const PID = encoder.encode('[pid: ');
const ADDRESS_SPACE = encoder.encode('{address space usage: ');
const SPACE = 0x20;

function variantOf(bytes: Uint8Array, start: number, end: number): number {
  const plain = beginningAt(bytes, start, end);
  if (plain >= 0) return plain;
  const space = findByte(bytes, start, end, SPACE);
  const hosted = space < 0 ? -1 : beginningAt(bytes, space + 1, end);
  return hosted < 0 ? -1 : hosted + 2;
}

/** 0 where a request begins, 1 where a report of memory does. */
function beginningAt(bytes: Uint8Array, at: number, end: number): number {
  if (holdsLiteral(bytes, at, end, PID)) return 0;
  return holdsLiteral(bytes, at, end, ADDRESS_SPACE) ? 1 : -1;
}

const clientSlot = textSlot('client');
const NO_CLIENT = encoder.encode('0.0.0.0');

/** A request that is too long for uWSGI's 4096 bytes is logged as `- -` of 0.0.0.0. */
function dropMadeUpClient(bytes: Uint8Array, record: LineRecord): void {
  const start = record.rangeStart('client') ?? 0;
  const end = record.rangeEnd('client') ?? 0;
  const isMadeUp = end - start === NO_CLIENT.length && holdsLiteral(bytes, start, end, NO_CLIENT);
  if (isMadeUp && record.text('target') === undefined) record.setRange(clientSlot, -1, -1);
}
