import type { LineParser, LogFormatRoom, Preset } from './contract.ts';
import { foreignFormat } from './foreign.ts';
import { explains, type FormatScore, scoreFormat } from './format-score.ts';
import type { Prefix } from './prefix.ts';
import { type View, viewsOf } from './prefix-views.ts';
import { prefixedParser } from './prefixed-parser.ts';
import { type CompiledPreset, compilePresets } from './rooms.ts';

/** Lines of a sample that are looked at; more do not make the answer better. */
export const MAX_DETECT_LINES = 2000;

/** How well one preset explains a sample. */
export interface Candidate extends Omit<FormatScore, 'progress'> {
  readonly room: LogFormatRoom;
  readonly preset: Preset;
  /** The preset's name behind those of prefixes, as `compileFormat` takes it. */
  readonly name: string;
}

/** The presets by score, and the best where it explains the sample. */
export interface Detection {
  readonly candidates: readonly Candidate[];
  readonly best?: Candidate;
  /** One line, where there is no best: what else the log is, or the nearest format and where the log stopped fitting it. */
  readonly reason?: string;
}

/** Finds the preset that explains a sample of lines, given without their line ends. */
export function detect(lines: readonly Uint8Array[]): Detection {
  const sample = lines.slice(0, MAX_DETECT_LINES);
  // Where a format fits lines with and without what stands in front, as one that takes it for the client, it is a prefix.
  const views = viewsOf(sample).toSorted((a, b) => b.prefixes.length - a.prefixes.length);
  const trials = views.flatMap((view) => trialsOf(view, sample));
  const ranked = trials.toSorted((a, b) => b.candidate.score - a.candidate.score);
  const candidates = ranked.map(({ candidate }) => candidate);
  const best = candidates.find(explains);
  if (best !== undefined) return { candidates, best };
  const foreign = views.map((view) => foreignFormat(view.lines)).find((told) => told !== undefined);
  return { candidates, reason: foreign ?? explain(trials) };
}

function trialsOf({ prefixes }: View, lines: readonly Uint8Array[]): readonly Trial[] {
  const names = prefixes.map(({ name }) => `${name}:`).join('');
  return compilePresets().map(({ room, preset, parser }) => {
    const name = names + preset.name;
    return tryPreset({ room, preset, name, parser: prefixes.reduceRight(wrap, parser) }, lines);
  });
}

function wrap(parser: LineParser, prefix: Prefix): LineParser {
  return prefixedParser(prefix, parser);
}

interface Trial {
  readonly candidate: Candidate;
  readonly progress: number;
}

interface NamedPreset extends CompiledPreset {
  readonly name: string;
}

function tryPreset(
  { room, preset, name, parser }: NamedPreset,
  lines: readonly Uint8Array[],
): Trial {
  const { progress, ...score } = scoreFormat({ room, parser }, lines);
  return { candidate: { room, preset, name, ...score }, progress };
}

function explain(trials: readonly Trial[]): string {
  const [nearest] = trials.toSorted(
    (a, b) => b.candidate.parsed - a.candidate.parsed || b.progress - a.progress,
  );
  if (nearest === undefined || nearest.candidate.of === 0) return 'it holds no lines';
  const { name, parsed, of, firstMiss } = nearest.candidate;
  const where = firstMiss === undefined ? '' : `; line ${firstMiss.line}: ${firstMiss.reason}`;
  return `the nearest format is ${name}, which fits ${parsed} of ${of} lines${where}`;
}
