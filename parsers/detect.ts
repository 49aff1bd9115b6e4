import { isBinary } from './binary.ts';
import { compileFormat } from './compile-format.ts';
import { isMiss, type LineParser, type LogFormatRoom, type Preset } from './contract.ts';
import { foreignFormat } from './foreign.ts';
import { guessFormats } from './guess-format.ts';
import { plausibility } from './plausibility.ts';
import type { Prefix } from './prefix.ts';
import { type View, viewsOf } from './prefix-views.ts';
import { prefixedParser } from './prefixed-parser.ts';
import { AccessRecord } from './record.ts';
import { type CompiledPreset, compilePresets } from './rooms.ts';

/** A format of which fewer lines than this share can be read is not the log's. */
export const MIN_PARSED_SHARE = 0.5;

/** A preset that reads this share of a sample is the log's where nothing better is found: other text stands in between. */
export const MIN_MIXED_SHARE = 0.2;

/** Such lines are read without a field that has swallowed its neighbour. */
const MIN_MIXED_PLAUSIBILITY = 0.75;

/** Lines of a sample that are looked at; more do not make the answer better. */
export const MAX_DETECT_LINES = 2000;

/**
 * What a room's evidence weighs beside a line that fits: it decides between formats that fit alike. Text that a
 * server writes between its requests is such evidence too.
 */
const EVIDENCE_WEIGHT = 0.25;

const BINARY = 'it is binary, no text';

/** Lines that are looked at where none of a sample can tell a request. */
const UNLIKELY_LINES = 20;
/** A time has ten digits at least, seconds since 1970, and a status three. */
const REQUEST_DIGITS = 13;

/** All presets, compiled when first asked for: a folder may hold thousands of files. */
let compiled: readonly CompiledPreset[] | undefined;

function presets(): readonly CompiledPreset[] {
  compiled ??= compilePresets();
  return compiled;
}

/** How well one preset explains a sample. */
export interface Candidate {
  readonly room: LogFormatRoom;
  readonly preset: Preset;
  /** The preset's name behind those of prefixes, as `compileFormat` takes it. */
  readonly name: string;
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
}

/** The presets by score, and the best where it explains the sample. */
export interface Detection {
  readonly candidates: readonly Candidate[];
  readonly best?: Candidate;
  /** One line, where there is no best: what else the log is, or the nearest format and where the log stopped fitting it. */
  readonly reason?: string;
  /** Set where the reason names a log of another kind. */
  readonly isForeign?: true;
}

/**
 * Finds the format that explains a sample of lines, given without their line ends: a preset, else what the lines
 * themselves look like, as a format string.
 */
export function detect(lines: readonly Uint8Array[]): Detection {
  if (isBinary(lines)) return { candidates: [], reason: BINARY, isForeign: true };
  const wanted = lines.slice(0, MAX_DETECT_LINES);
  // Without such a line the first ones tell as well as all why no format fits.
  const sample = wanted.some(mayTellRequest) ? wanted : wanted.slice(0, UNLIKELY_LINES);
  // Where a format fits lines with and without what stands in front, as one that takes it for the client, it is a prefix.
  const views = viewsOf(sample).toSorted((a, b) => b.prefixes.length - a.prefixes.length);
  const trials = views.flatMap((view) => trialsOf(view, sample, presets()));
  const candidates = rankedCandidates(trials);
  const best = candidates.find((candidate) => explains(candidate, MIN_PARSED_SHARE));
  if (best !== undefined) return { candidates, best };
  const foreign = views.map((view) => foreignFormat(view.lines)).find((told) => told !== undefined);
  if (foreign?.mayHoldRequests === false)
    return { candidates, reason: foreign.told, isForeign: true };
  const reason = foreign?.told ?? explain(trials);
  return guess(views, sample, trials) ?? { candidates, reason };
}

/** Whether a line has the digits of a time and a status. */
function mayTellRequest(line: Uint8Array): boolean {
  let digits = 0;
  for (let at = 0; at < line.length && digits < REQUEST_DIGITS; at++) {
    const byte = line[at] ?? 0;
    if (byte >= ZERO && byte <= NINE) digits++;
  }
  return digits >= REQUEST_DIGITS;
}

const ZERO = 0x30;
const NINE = 0x39;

function rankedCandidates(trials: readonly Trial[]): readonly Candidate[] {
  const ranked = trials.toSorted((a, b) => b.candidate.score - a.candidate.score);
  return ranked.map(({ candidate }) => candidate);
}

/** The best of the formats that the lines look like, or a preset that fits some of them. */
function guess(
  views: readonly View[],
  sample: readonly Uint8Array[],
  presetTrials: readonly Trial[],
): Detection | undefined {
  const trials = views.flatMap((view) => trialsOf(view, sample, guessesOf(view)));
  const candidates = rankedCandidates([...presetTrials, ...trials]);
  const best =
    candidates.find((candidate) => explains(candidate, MIN_PARSED_SHARE)) ??
    rankedCandidates(presetTrials).find(explainsSome);
  return best === undefined ? undefined : { candidates, best };
}

function guessesOf({ lines }: View): readonly CompiledPreset[] {
  return guessFormats(lines).flatMap((name) => {
    const format = compileFormat(name);
    if (isMiss(format)) return [];
    return [{ ...format, preset: { name, format: name, samples: [] } }];
  });
}

function trialsOf(
  { prefixes }: View,
  lines: readonly Uint8Array[],
  formats: readonly CompiledPreset[],
): readonly Trial[] {
  const names = prefixes.map(({ name }) => `${name}:`).join('');
  return formats.map(({ room, preset, parser }) => {
    const name = names + preset.name;
    return tryPreset({ room, preset, name, parser: prefixes.reduceRight(wrap, parser) }, lines);
  });
}

function wrap(parser: LineParser, prefix: Prefix): LineParser {
  return prefixedParser(prefix, parser);
}

function explains({ parsed, of, between }: Candidate, share: number): boolean {
  return parsed > 0 && parsed >= (of - between) * share;
}

/** Whether a good reading of the lines that fit stands among other text. */
function explainsSome(candidate: Candidate): boolean {
  const { score, parsed, of } = candidate;
  return explains(candidate, MIN_MIXED_SHARE) && score * of >= parsed * MIN_MIXED_PLAUSIBILITY;
}

interface Trial {
  readonly candidate: Candidate;
  /** Bytes that were read before the lines stopped fitting, as a share of them all. */
  readonly progress: number;
}

interface NamedPreset extends CompiledPreset {
  readonly name: string;
}

function tryPreset(
  { room, preset, name, parser }: NamedPreset,
  lines: readonly Uint8Array[],
): Trial {
  const record = new AccessRecord();
  const tally = { of: 0, between: 0, parsed: 0, score: 0, read: 0, bytes: 0 };
  let firstMiss: Candidate['firstMiss'];
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
  const score = of === 0 ? 0 : tally.score / of;
  const candidate = { room, preset, name, score, parsed, of, between };
  return {
    candidate: firstMiss === undefined ? candidate : { ...candidate, firstMiss },
    progress: tally.bytes === 0 ? 0 : tally.read / tally.bytes,
  };
}

function explain(trials: readonly Trial[]): string {
  const [nearest] = trials.toSorted(
    (a, b) => b.candidate.parsed - a.candidate.parsed || b.progress - a.progress,
  );
  if (nearest === undefined || nearest.candidate.of === 0) return 'it holds no lines';
  const { name, parsed, of, firstMiss } = nearest.candidate;
  const where =
    firstMiss === undefined
      ? ''
      : `; line ${firstMiss.line}, column ${firstMiss.column}: ${firstMiss.reason}`;
  return `the nearest format is ${name}, which fits ${parsed} of ${of} lines${where}`;
}
