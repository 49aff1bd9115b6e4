import { describe, expect, it } from 'vitest';
import { LogReader } from '../../src/ingest/log-reader.ts';
import { dimensions } from '../../src/rollup/dimension.ts';
import { BatchBuilder, MAX_KNOWN_BYTES, MAX_KNOWN_TEXTS } from '../../src/scan/batch-builder.ts';
import { MAX_KNOWN_TEXT_BYTES } from '../../src/scan/field-keys.ts';
import { LineScanner } from '../../src/scan/line-scanner.ts';
import { formatOf } from './both-ways.ts';

const format = formatOf('combined');

/** Scans lines with these referers into a batch of the builder. */
function scan(builder: BatchBuilder, referers: Iterable<string>): void {
  const stamp = '[21/Nov/2026:23:59:58 +0100]';
  const lines = Array.from(
    referers,
    (one) => `192.0.2.1 - - ${stamp} "GET / HTTP/1.1" 200 1 "${one}" "-"\n`,
  );
  const bytes = new TextEncoder().encode(lines.join(''));
  const reader = new LogReader('log', { format }, builder.sinkFor(0));
  builder.begin();
  new LineScanner(format, builder).scan(bytes, 0, bytes.length, 0, { reader, source: 0 });
}

function* numbered(count: number, prefix: string): Generator<string> {
  for (let i = 0; i < count; i++) yield `${prefix}${i}`;
}

const place = dimensions.indexOf('referer');

/** What the builder calls referers, by their keys. */
function originsOf({ batch }: BatchBuilder): readonly string[] {
  const names = batch.names[place];
  return Array.from({ length: names?.size ?? 0 }, (_, key) => names?.text(key) ?? '');
}

describe('BatchBuilder', () => {
  it('remembers names from batch to batch', () => {
    const builder = new BatchBuilder();
    scan(builder, ['http://a', 'http://b/1']);
    scan(builder, ['http://b/2', 'http://c']);
    expect([...(builder.batch.keys[place]?.subarray(0, 2) ?? [])]).toEqual([1, 2]);
    expect(originsOf(builder)).toEqual(['http://a', 'http://b', 'http://c']);
  });

  it('forgets them between batches when they are too many', () => {
    const builder = new BatchBuilder();
    scan(builder, numbered(MAX_KNOWN_TEXTS + 1, 'http://a'));
    expect(originsOf(builder)).toHaveLength(MAX_KNOWN_TEXTS + 1);
    scan(builder, ['http://b', 'http://c']);
    expect(originsOf(builder)).toEqual(['http://b', 'http://c']);
  });

  it('forgets them when their texts are too long', () => {
    const builder = new BatchBuilder();
    const prefix = `http://a/${'b'.repeat(4000)}`;
    scan(builder, numbered(Math.ceil(MAX_KNOWN_BYTES / prefix.length), prefix));
    scan(builder, ['http://b']);
    expect(originsOf(builder)).toEqual(['http://b']);
  });

  it('remembers no text that is longer than others', () => {
    const builder = new BatchBuilder();
    const prefix = `http://a/${'b'.repeat(MAX_KNOWN_TEXT_BYTES)}`;
    scan(builder, numbered(Math.ceil((2 * MAX_KNOWN_BYTES) / prefix.length), prefix));
    scan(builder, ['http://b']);
    expect(originsOf(builder)).toEqual(['http://a', 'http://b']);
  });

  it('leaves out what lies outside the span', () => {
    const stampMs = Date.UTC(2026, 10, 21, 22, 59, 58);
    const lengthWithin = (fromMs: number, toMs: number): number => {
      const builder = new BatchBuilder({}, { fromMs, toMs });
      scan(builder, ['http://a']);
      return builder.batch.length;
    };
    expect(lengthWithin(stampMs, stampMs)).toBe(1);
    expect(lengthWithin(stampMs + 1, Number.POSITIVE_INFINITY)).toBe(0);
    expect(lengthWithin(Number.NEGATIVE_INFINITY, stampMs - 1)).toBe(0);
  });
});
