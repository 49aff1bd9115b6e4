import { describe, expect, it } from 'vitest';
import type { LineParser } from '../../parsers/contract.ts';
import { AccessRecord } from '../../parsers/record.ts';
import { compilePresets } from '../../parsers/rooms.ts';
import { eachLine, type LineSink, LineSplitter } from '../../src/ingest/lines.ts';
import { splitPipe } from '../../src/ingest/pipe-lines.ts';
import { allValuesOf, bytesOf } from '../parsers/read-line.ts';

/** What a reader makes of lines: a record or the reason of a miss for each. */
class Readings {
  readonly all: unknown[] = [];
  readonly sink: LineSink;

  constructor(parsers: readonly LineParser[]) {
    const record = new AccessRecord();
    this.sink = (bytes, start, end) => {
      for (const parser of parsers)
        this.all.push(parser.parse(bytes, start, end, record)?.reason ?? allValuesOf(record));
    };
  }
}

const presets = compilePresets();

/** Beside the samples: a line end of two bytes, an empty line, characters of several bytes, and no end. */
function textOf(lines: readonly string[]): Uint8Array {
  return bytesOf(`${lines.join('\r\n')}\n\nGrüße 日本 🎉\n${lines[0] ?? ''}`);
}

function readIn(chunks: readonly Uint8Array[], parsers: readonly LineParser[]): readonly unknown[] {
  const readings = new Readings(parsers);
  const splitter = new LineSplitter(readings.sink);
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return readings.all;
}

async function pipeIn(
  chunks: readonly Uint8Array[],
  parsers: readonly LineParser[],
): Promise<readonly unknown[]> {
  const readings = new Readings(parsers);
  const stream = async function* (): AsyncGenerator<Uint8Array> {
    yield* chunks;
  };
  await splitPipe(stream(), eachLine(readings.sink));
  return readings.all;
}

function halvesAt(bytes: Uint8Array, offset: number): readonly Uint8Array[] {
  return [bytes.subarray(0, offset), bytes.subarray(offset)];
}

describe('borders of chunks', () => {
  it.each(presets.map(({ preset, parser }) => ({ name: preset.name, preset, parser })))(
    'are invisible wherever they cut the samples of $name',
    ({ preset, parser }) => {
      const text = textOf(preset.samples.map(({ line }) => line));
      const whole = readIn([text], [parser]);
      expect(whole).toHaveLength(preset.samples.length + 3);
      for (let offset = 0; offset <= text.length; offset++) {
        expect(readIn(halvesAt(text, offset), [parser])).toEqual(whole);
      }
      const bytes = Array.from(text, (byte) => Uint8Array.of(byte));
      expect(readIn(bytes, [parser])).toEqual(whole);
    },
  );

  it('are invisible in a pipe, wherever they cut a sample of each room', async () => {
    const firsts = presets.filter(({ room, preset }) => preset === room.presets[0]);
    const lines = firsts.map(({ preset }) => preset.samples[0]?.line ?? '');
    const parsers = firsts.map(({ parser }) => parser);
    const text = textOf(lines);
    const whole = readIn([text], parsers);
    for (let offset = 0; offset <= text.length; offset++) {
      expect(await pipeIn(halvesAt(text, offset), parsers)).toEqual(whole);
    }
    const bytes = Array.from(text, (byte) => Uint8Array.of(byte));
    expect(await pipeIn(bytes, parsers)).toEqual(whole);
  });
});
