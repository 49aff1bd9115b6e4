import { refuseEndless } from '../ingest/endless.ts';
import { FormatFinder } from '../ingest/find-format.ts';
import type { InputFile } from '../ingest/inputs.ts';
import { LineSplitter } from '../ingest/lines.ts';
import type { LogFacts } from '../ingest/log-facts.ts';
import { LogReader, type LogSettings } from '../ingest/log-reader.ts';
import { displayName } from '../ingest/read-logs.ts';
import { SAMPLE_BYTES, SAMPLE_LINES } from '../ingest/sample-lines.ts';
import { fileBytes, isPlainFile } from '../ingest/source.ts';
import type { ConfiguredFormat } from '../server-config/configured-format.ts';
import { Peers } from './peers.ts';

/** What the first lines of a log tell of it. */
export interface LogHead {
  readonly facts: LogFacts;
  readonly isPlain: boolean;
  readonly hasSegments: boolean;
  /** Whether all it answers is asked by one proxy, as far as its first lines tell. */
  readonly isBehindProxy: boolean;
}

export interface HeadSettings extends Omit<LogSettings, 'finder'> {
  readonly configured: readonly ConfiguredFormat[];
}

/** Reads the first lines of a file. Throws an ExpectedError where they are of no log, and what the system says. */
export async function readHead(
  { path }: InputFile,
  { configured, ...settings }: HeadSettings,
): Promise<LogHead> {
  const name = displayName(path);
  const finder = new FormatFinder(name, configured);
  const peers = new Peers();
  const reader = new LogReader(name, { ...settings, finder }, (record) => peers.add(record));
  await readSample(path, reader);
  const { facts } = reader;
  return {
    facts,
    isPlain: await isPlainFile(path),
    hasSegments: readsByItself(facts),
    isBehindProxy: peers.areOneProxy,
  };
}

async function readSample(path: string, reader: LogReader): Promise<void> {
  const splitter = new LineSplitter(reader.line);
  let bytes = 0;
  for await (const chunk of refuseEndless(fileBytes(path), displayName(path))) {
    splitter.push(chunk);
    bytes += chunk.length;
    const isEnough = reader.facts.tally.lines >= SAMPLE_LINES || bytes >= SAMPLE_BYTES;
    if (isEnough && reader.facts.format !== undefined) return;
  }
  splitter.end();
  reader.end();
}

/**
 * Whether each line of a log tells its request by itself: lines that a logger cut into pieces do not, nor times without
 * zone or year, which follow from those before. Nor does a clock that was put back.
 */
export function readsByItself({ format, times }: LogFacts): boolean {
  const isCut = format?.parser.pieceOf !== undefined;
  return !isCut && times.zones.zoneless === 0 && times.yearless === 0 && times.clock.isSteady;
}
