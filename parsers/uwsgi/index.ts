import { isMiss, type LineParser, type LogFormatRoom, type Miss } from '../contract.ts';
import { compileLayout } from '../layout.ts';
import { DEFAULT_FORMAT, DefaultLineParser } from './default-line.ts';
import { readFormat } from './format.ts';
import { likeness } from './likeness.ts';
import { readOptions } from './options.ts';
import { presets } from './presets.ts';
import { headerBytes, SentBytesParser } from './sent-bytes.ts';
import { TextAwareParser } from './text-between.ts';
import { ftimeOf, variables } from './variables.ts';

/** uWSGI's `log-format`, and the line that it writes without one. */
export const uwsgi: LogFormatRoom = { name: 'uwsgi', presets, compile, likeness };

function compile(text: string): LineParser | Miss {
  const { format, ftimePattern } = readOptions(text);
  if (format === DEFAULT_FORMAT) return new DefaultLineParser();
  const tellsParts = /%\(hsize\)/.test(format) && /%\(rsize\)/.test(format);
  const isSum = tellsParts && !/%\(size\)/.test(format);
  const parts = readFormat(format, {
    ...variables,
    ftime: ftimeOf(ftimePattern),
    ...(isSum ? { hsize: headerBytes } : {}),
  });
  if ('reason' in parts) return parts;
  const requests = compileLayout(parts, 'none');
  if (isMiss(requests)) return requests;
  // A preset is tried on logs of every kind: what is not of it must speak against it.
  const isPreset = presets.some((preset) => preset.format === format);
  return new TextAwareParser(isSum ? new SentBytesParser(requests) : requests, { isPreset });
}
