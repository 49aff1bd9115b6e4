import type { LineParser, LogFormatRoom } from './contract.ts';
import { plausibility } from './plausibility.ts';
import { AccessRecord } from './record.ts';

/** A format of which fewer lines than this share can be read is not the log's. */
export const MIN_PARSED_SHARE = 0.5;

/**
 * What a room's evidence weighs beside a line that fits: it decides between formats that fit alike. Text that a
 * server writes between its requests is such evidence too.
 */
const EVIDENCE_WEIGHT = 0.25;

/** How well one format explains a sample of lines. */
export interface FormatScore {
  /** Plausibility of the lines read, with the room's evidence, by lines: about 1 where all is well. */
  readonly score: number;
  readonly parsed: number;
  /** Lines that are not empty. */
  readonly of: number;
  /** Those of them that such a log holds between its requests: misses that do not speak against the format. */
  readonly between: number;
  readonly firstMiss?: {
    /** The line's number in the sample, from 1. */
    readonly line: number;
    /** The byte of that line at which it stopped fitting, from 1. */
    readonly column: number;
    readonly reason: string;
    readonly field?: string;
  };
  /** Bytes that were read before the lines stopped fitting, as a share of them all. */
  readonly progress: number;
}

/** Reads a sample of lines, given without their line ends. */
export function scoreFormat(
  { room, parser }: { readonly room: LogFormatRoom; readonly parser: LineParser },
  lines: readonly Uint8Array[],
): FormatScore {
  const record = new AccessRecord();
  const tally = { of: 0, between: 0, parsed: 0, score: 0, read: 0, bytes: 0 };
  let firstMiss: FormatScore['firstMiss'];
  for (const [index, line] of lines.entries()) {
    if (line.length === 0) continue;
    const miss = parser.parse(line, 0, line.length, record);
    tally.of++;
    tally.bytes += line.length;
    if (miss === undefined) {
      tally.parsed++;
      tally.read += line.length;
      tally.score += plausibility(record) + EVIDENCE_WEIGHT * room.likeness(record);
    } else {
      tally.read += record.stoppedAt;
      if (miss.between === true) {
        tally.between++;
        tally.score += EVIDENCE_WEIGHT;
      }
      firstMiss ??= { line: index + 1, column: record.stoppedAt + 1, ...miss };
    }
  }
  const { of, between, parsed } = tally;
  return {
    score: of === 0 ? 0 : tally.score / of,
    parsed,
    of,
    between,
    ...(firstMiss === undefined ? {} : { firstMiss }),
    progress: tally.bytes === 0 ? 0 : tally.read / tally.bytes,
  };
}

/** Whether the format reads enough of the sample, a share of its lines, to be the log's. */
export function explains(
  { parsed, of, between }: Omit<FormatScore, 'progress'>,
  share: number = MIN_PARSED_SHARE,
): boolean {
  return parsed > 0 && parsed >= (of - between) * share;
}
