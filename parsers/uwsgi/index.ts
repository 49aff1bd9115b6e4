import { isMiss, type LineParser, type LogFormatRoom, type Miss } from '../contract.ts';
import { compileLayout } from '../layout.ts';
import { DEFAULT_FORMAT, DefaultLineParser } from './default-line.ts';
import { readFormat } from './format.ts';
import { likeness } from './likeness.ts';
import { readOptions } from './options.ts';
import { presets } from './presets.ts';
import { TextAwareParser } from './text-between.ts';
import { ftimeOf, variables } from './variables.ts';

/** uWSGI's `log-format`, and the line that it writes without one. */
export const uwsgi: LogFormatRoom = { name: 'uwsgi', presets, compile, likeness };

function compile(text: string): LineParser | Miss {
  const { format, ftimePattern } = readOptions(text);
  if (format === DEFAULT_FORMAT) return new DefaultLineParser();
  const parts = readFormat(format, { ...variables, ftime: ftimeOf(ftimePattern) });
  if ('reason' in parts) return parts;
  const requests = compileLayout(parts, 'none');
  return isMiss(requests) ? requests : new TextAwareParser(requests);
}
