import { type CompiledFormat, compileFormat } from './compile-format.ts';
import { isMiss } from './contract.ts';
import { MAX_DETECT_LINES } from './detect.ts';
import { explains, type FormatScore, scoreFormat } from './format-score.ts';
import { viewsOf } from './prefix-views.ts';

/** How a format that is not detected fits a sample. */
export interface Fit extends FormatScore {
  /** The format, behind the prefixes that the lines have. */
  readonly format: CompiledFormat;
  /** Whether it reads enough of them to be the log's. */
  readonly fits: boolean;
}

/** Tries a format on a sample of lines, given without their line ends, with and without what loggers put in front. */
export function fitOf(format: CompiledFormat, lines: readonly Uint8Array[]): Fit {
  const sample = lines.slice(0, MAX_DETECT_LINES);
  const fits = viewsOf(sample).map(({ prefixes }): Fit => {
    const name = prefixes.map((prefix) => `${prefix.name}:`).join('') + format.name;
    const compiled = compileFormat(name);
    const behind = isMiss(compiled) ? format : compiled;
    const score = scoreFormat(behind, sample);
    return { ...score, format: behind, fits: explains(score) };
  });
  return fits.reduce((best, one) => (one.parsed > best.parsed ? one : best));
}
