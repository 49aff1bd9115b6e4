import { describe, expect, it } from 'vitest';
import { LogReader } from '../../src/ingest/log-reader.ts';
import { BatchBuilder, MAX_KNOWN_BYTES, MAX_KNOWN_TEXTS } from '../../src/scan/batch-builder.ts';
import { MAX_KNOWN_TEXT_BYTES } from '../../src/scan/field-keys.ts';
import { LineScanner } from '../../src/scan/line-scanner.ts';
import { formatOf } from './both-ways.ts';

const format = formatOf('combined');

/** Scans lines with these agents into a batch of the builder. */
function scan(builder: BatchBuilder, agents: Iterable<string>): void {
  const stamp = '[21/Nov/2026:23:59:58 +0100]';
  const lines = Array.from(
    agents,
    (one) => `192.0.2.1 - - ${stamp} "GET / HTTP/1.1" 200 1 "-" "${one}"\n`,
  );
  const bytes = new TextEncoder().encode(lines.join(''));
  const reader = new LogReader('log', { format }, builder.sinkFor(0));
  builder.begin();
  new LineScanner(format, builder).scan(bytes, 0, bytes.length, 0, { reader, source: 0 });
}

function* numbered(count: number, prefix: string): Generator<string> {
  for (let i = 0; i < count; i++) yield `${prefix}/${i}`;
}

/** How many names of agents the builder has. */
function agentsOf({ batch }: BatchBuilder): number {
  return batch.names[3]?.size ?? 0;
}

describe('BatchBuilder', () => {
  it('remembers names from batch to batch', () => {
    const builder = new BatchBuilder();
    scan(builder, ['a', 'b']);
    scan(builder, ['b', 'c']);
    expect([...(builder.batch.keys[3]?.subarray(0, 2) ?? [])]).toEqual([1, 2]);
    expect(agentsOf(builder)).toBe(3);
  });

  it('forgets them between batches when they are too many', () => {
    const builder = new BatchBuilder();
    scan(builder, numbered(MAX_KNOWN_TEXTS + 1, 'agent'));
    expect(agentsOf(builder)).toBe(MAX_KNOWN_TEXTS + 1);
    expect(builder.batch.length).toBe(MAX_KNOWN_TEXTS + 1);
    scan(builder, ['a', 'b']);
    expect(agentsOf(builder)).toBe(2);
    expect(builder.batch.names[3]?.text(1)).toBe('b');
  });

  it('forgets them when the texts are too long', () => {
    const builder = new BatchBuilder();
    const texts = Math.ceil(MAX_KNOWN_BYTES / 4000);
    // Agents are named by their beginnings: all of these are called the same.
    scan(builder, numbered(texts, 'a'.repeat(4000)));
    expect(agentsOf(builder)).toBe(1);
    scan(builder, ['b']);
    expect(agentsOf(builder)).toBe(1);
    expect(builder.batch.names[3]?.text(0)).toBe('b');
  });

  it('remembers no text that is longer than others', () => {
    const builder = new BatchBuilder();
    const texts = Math.ceil((2 * MAX_KNOWN_BYTES) / MAX_KNOWN_TEXT_BYTES);
    scan(builder, numbered(texts, 'a'.repeat(MAX_KNOWN_TEXT_BYTES)));
    scan(builder, ['b']);
    expect(agentsOf(builder)).toBe(2);
  });
});
