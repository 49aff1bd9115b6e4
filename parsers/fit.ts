import { type CompiledFormat, compileFormat } from './compile-format.ts';
import { isMiss } from './contract.ts';
import { MAX_DETECT_LINES, MIN_PARSED_SHARE } from './detect.ts';
import { viewsOf } from './prefix-views.ts';
import { AccessRecord } from './record.ts';

/** How a format fits a sample of lines. */
export interface Fit {
  /** The format, behind the prefixes that the lines have. */
  readonly format: CompiledFormat;
  readonly parsed: number;
  /** Lines that are not empty and do not stand between requests. */
  readonly of: number;
  /** Whether it reads enough of them to be the log's. */
  readonly fits: boolean;
}

/** Tries a format on a sample of lines, given without their line ends, with and without what loggers put in front. */
export function fitOf(format: CompiledFormat, lines: readonly Uint8Array[]): Fit {
  const sample = lines.slice(0, MAX_DETECT_LINES);
  const views = viewsOf(sample).map(({ prefixes }) => {
    const compiled = compileFormat(prefixes.map(({ name }) => `${name}:`).join('') + format.name);
    return tryFormat(isMiss(compiled) ? format : compiled, sample);
  });
  return views.reduce((best, one) => (one.parsed > best.parsed ? one : best));
}

function tryFormat(format: CompiledFormat, lines: readonly Uint8Array[]): Fit {
  const record = new AccessRecord();
  let parsed = 0;
  let of = 0;
  for (const line of lines) {
    if (line.length === 0) continue;
    const miss = format.parser.parse(line, 0, line.length, record);
    if (miss === undefined) parsed += 1;
    if (miss?.between !== true) of += 1;
  }
  return { format, parsed, of, fits: parsed > 0 && parsed >= of * MIN_PARSED_SHARE };
}
