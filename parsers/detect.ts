import { isBinary } from './binary.ts';
import { compileFormat } from './compile-format.ts';
import { isMiss, type LineParser, type LogFormatRoom, type Preset } from './contract.ts';
import { foreignFormat } from './foreign.ts';
import { type Entrant, race, type Trial, trialsOf } from './format-race.ts';
import { explains, type FormatScore, MIN_PARSED_SHARE } from './format-score.ts';
import { guessFormats } from './guess-format.ts';
import type { Prefix } from './prefix.ts';
import { type View, viewsOf } from './prefix-views.ts';
import { prefixedParser } from './prefixed-parser.ts';
import { type CompiledPreset, compilePresets } from './rooms.ts';

/** A preset that reads this share of a sample is the log's where nothing better is found: other text stands in between. */
export const MIN_MIXED_SHARE = 0.2;

/** Such lines are read without a field that has swallowed its neighbour. */
const MIN_MIXED_PLAUSIBILITY = 0.75;

/** Lines of a sample that are looked at; more do not make the answer better. */
export const MAX_DETECT_LINES = 2000;

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
export interface Candidate extends Omit<FormatScore, 'progress'> {
  readonly room: LogFormatRoom;
  readonly preset: Preset;
  /** The preset's name behind those of prefixes, as `compileFormat` takes it. */
  readonly name: string;
}

/** The presets by score, and the best where it explains the sample. */
export interface Detection {
  /** Behind those that were compared on the whole sample those that were beaten on a part of it. */
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
  const entrants = views.flatMap((view) => entrantsOf(view, presets()));
  const { finals: trials, beaten } = race(entrants, sample);
  const candidates = rankedCandidates(trials);
  const best = candidates.find((candidate) => explains(candidate, MIN_PARSED_SHARE));
  if (best !== undefined) return { candidates: [...candidates, ...rankedCandidates(beaten)], best };
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
  return trials.map(candidateOf).toSorted((a, b) => b.score - a.score);
}

function candidateOf({ entrant, progress: _, ...score }: Trial): Candidate {
  const { room, preset, name } = entrant;
  return { room, preset, name, ...score };
}

/** The best of the formats that the lines look like, or a preset that fits some of them. */
function guess(
  views: readonly View[],
  sample: readonly Uint8Array[],
  presetTrials: readonly Trial[],
): Detection | undefined {
  const entrants = views.flatMap((view) => entrantsOf(view, guessesOf(view)));
  const trials = trialsOf(entrants, sample);
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

function entrantsOf({ prefixes }: View, formats: readonly CompiledPreset[]): readonly Entrant[] {
  const names = prefixes.map(({ name }) => `${name}:`).join('');
  return formats.map(({ room, preset, parser }) => {
    const name = names + preset.name;
    return { room, preset, name, parser: prefixes.reduceRight(wrap, parser) };
  });
}

function wrap(parser: LineParser, prefix: Prefix): LineParser {
  return prefixedParser(prefix, parser);
}

/** Whether a good reading of the lines that fit stands among other text. */
function explainsSome(candidate: Candidate): boolean {
  const { score, parsed, of } = candidate;
  return explains(candidate, MIN_MIXED_SHARE) && score * of >= parsed * MIN_MIXED_PLAUSIBILITY;
}

function explain(trials: readonly Trial[]): string {
  const [nearest] = trials.toSorted((a, b) => b.parsed - a.parsed || b.progress - a.progress);
  if (nearest === undefined || nearest.of === 0) return 'it holds no lines';
  const { entrant, parsed, of, firstMiss } = nearest;
  const where =
    firstMiss === undefined
      ? ''
      : `; line ${firstMiss.line}, column ${firstMiss.column}: ${firstMiss.reason}`;
  return `the nearest format is ${entrant.name}, which fits ${parsed} of ${of} lines${where}`;
}
