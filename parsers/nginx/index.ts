import { isMiss, type LineParser, type LogFormatRoom, type Miss } from '../contract.ts';
import { compileLayout } from '../layout.ts';
import { readFormat } from './format.ts';
import { likeness } from './likeness.ts';
import { presets } from './presets.ts';

/** nginx' `log_format`. */
export const nginx: LogFormatRoom = { name: 'nginx', presets, compile, likeness };

function compile(text: string): LineParser | Miss {
  const format = readFormat(text);
  return isMiss(format) ? format : compileLayout(format.parts, format.escaping);
}
