import { expect } from 'vitest';
import type { Field } from '../../parsers/contract.ts';
import type { Exchange } from './exchange.ts';

/** What a field of the record must be: a value, absence, a number of a range, or a text cut short. */
export type Expectation = string | number | undefined | NumberRange | HeadOf;

export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

/** The text's head, however long, or nothing of it. */
export interface HeadOf {
  readonly headOf: string;
}

/** What the client knows of a request, by the fields of its record; fields that it cannot know are left out. */
export type ExpectedRecord = Readonly<Partial<Record<Field, Expectation>>>;

/** Log lines tell whole seconds, and start or end a little before or after the client's own. */
const SECOND_MS = 1000;
const SLACK_MS = 250;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** What a log of the exchange holds where it holds it. */
export function expectedRecord(exchange: Exchange): ExpectedRecord {
  const { sent, received, fromMs, toMs } = exchange;
  const head = headLength(received);
  const { abortAfter, takesMs = 0 } = exchange.request;
  // What a client that hung up was sent and did not read, only the server knows.
  const count = (bytes: number): Expectation =>
    abortAfter === undefined ? bytes : { from: bytes, to: Number.MAX_SAFE_INTEGER };
  return {
    client: '127.0.0.1',
    peer: '127.0.0.1',
    ident: undefined,
    user: undefined,
    startMs: { from: fromMs - SECOND_MS, to: toMs - takesMs + SLACK_MS },
    endMs: { from: fromMs + takesMs - SECOND_MS - SLACK_MS, to: toMs + SLACK_MS },
    // Whole seconds are cut, or counted from one to the next.
    durationMs: {
      from: Math.floor(takesMs / SECOND_MS) * SECOND_MS,
      to: toMs - fromMs + SECOND_MS,
    },
    upstreamMs: undefined,
    zoneMinutes: { from: -14 * 60, to: 14 * 60 },
    status: Number(/^HTTP\/\S+ (\d{3})/.exec(latin1(received.subarray(0, 20)))?.[1]),
    bytesIn: sent.length,
    bytesOut: count(received.length),
    bodyBytes: count(received.length - head),
    ...requestTexts(exchange),
    vhost: headerText(exchange, 'Host'),
    referer: headerText(exchange, 'Referer'),
    agent: headerText(exchange, 'User-Agent'),
    forwardedFor: headerText(exchange, 'X-Forwarded-For'),
  };
}

function headLength(received: Uint8Array): number {
  const end = Buffer.from(received).indexOf('\r\n\r\n');
  return end < 0 ? received.length : end + 4;
}

const REQUEST_LINE = /^([A-Z]+) (.*) (HTTP\/[\d.]+)$/s;
const PLAIN_TARGET = /^(\/[\w./-]*)(?:\?(.*))?$/s;

function requestTexts({ request, sent }: Exchange): ExpectedRecord {
  const line = decoder.decode(sent.subarray(0, Buffer.from(sent).indexOf('\r\n')));
  const [, method, target, protocol] = REQUEST_LINE.exec(line) ?? [];
  const texts = { request: line, method, target, protocol };
  // Servers write a path as they have understood it: only a plain one comes out as it went in.
  const [, path, query] = PLAIN_TARGET.exec(target ?? '') ?? [];
  return request.raw !== undefined || path === undefined || path.includes('//')
    ? texts
    : { ...texts, path, query: query === '' ? undefined : query };
}

function headerText({ request }: Exchange, name: string): string | undefined {
  const value = request.headers?.find(([header]) => header === name)?.[1] ?? '';
  const text = typeof value === 'string' ? value : decoder.decode(value);
  return text === '' || text === '-' ? undefined : text;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

/** What a server may write of a request whose first line it refused: a part of that line, and no header. */
export function refusedRecord(expected: ExpectedRecord): ExpectedRecord {
  const cut = (['request', 'method', 'target', 'protocol'] as const).map((field) => {
    return [field, { headOf: String(expected[field] ?? '') }] as const;
  });
  const { path, query, vhost, ...others } = expected;
  const unread = { referer: undefined, agent: undefined, forwardedFor: undefined };
  return { ...others, ...unread, ...Object.fromEntries(cut) };
}

/** Compares every field that a format carries and the client knows of; gives the names of those it compared. */
export function expectRecord(
  values: Readonly<Partial<Record<Field, string | number>>>,
  { expected, fields, name }: { expected: ExpectedRecord; fields: Iterable<Field>; name: string },
): readonly Field[] {
  const compared: Field[] = [];
  for (const field of fields) {
    if (!(field in expected)) continue;
    const want = expected[field];
    const value = values[field];
    const what = `${field} of ${name}`;
    if (typeof want === 'object' && 'headOf' in want) {
      expect.soft(want.headOf.startsWith(String(value ?? '')), `${what}: ${value}`).toBe(true);
    } else if (typeof want === 'object') {
      expect.soft(value, what).toBeGreaterThanOrEqual(want.from);
      expect.soft(value, what).toBeLessThanOrEqual(want.to);
    } else expect.soft(value, what).toBe(want);
    compared.push(field);
  }
  return compared;
}
