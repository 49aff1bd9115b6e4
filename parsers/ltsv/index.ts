import { isMiss, type LineParser, type LogFormatRoom, type Miss } from '../contract.ts';
import { NameIndex } from '../name-index.ts';
import { readNamedFormat } from '../named-mapping.ts';
import { NamedValues } from '../named-values.ts';
import { labels } from './labels.ts';
import { LtsvParser } from './ltsv-parser.ts';
import { presets } from './presets.ts';

/**
 * Labelled tab-separated values. The format is pairs of what is meant and its label in the lines, as
 * `named-mapping.ts` has them: `ltsv:client=remote,durationSeconds=taken`.
 */
export const ltsv: LogFormatRoom = { name: 'ltsv', presets, compile, likeness: () => 0 };

function compile(text: string): LineParser | Miss {
  const format = readNamedFormat(text, { any: labels });
  if (isMiss(format)) return format;
  return new LtsvParser(NameIndex.of(format.names), new NamedValues(format.demands));
}
