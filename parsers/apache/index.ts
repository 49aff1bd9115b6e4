import { isMiss, type LineParser, type LogFormatRoom, type Miss } from '../contract.ts';
import { compileLayout } from '../layout.ts';
import type { Part } from '../part.ts';
import { readDirective } from '../percent-directive.ts';
import { type LiteralEscapes, tokenisePercent } from '../percent-format.ts';
import { timeParts } from '../time-directive.ts';
import { directives, strictDirectives } from './directives.ts';
import { likeness } from './likeness.ts';
import { presets } from './presets.ts';

/** `parse_log_misc_string` of mod_log_config.c; `\"` is undone before, where the configuration is read. */
const escapes: LiteralEscapes = {
  letters: { '"': '"', '\\': '\\', n: '\n', r: '\r', t: '\t' },
  keepsOthers: true,
};

const table = { server: 'Apache', directives, strict: strictDirectives };

/** Apache httpd's `LogFormat`. */
export const apache: LogFormatRoom = { name: 'apache', presets, compile, likeness };

function compile(format: string): LineParser | Miss {
  const tokens = tokenisePercent(format, escapes);
  if ('reason' in tokens) return tokens;
  const parts: Part[] = [];
  for (const token of tokens) {
    if (token.kind === 'text') {
      parts.push({ kind: 'literal', text: token.text });
    } else if (token.letter === 't') {
      const { name, argument } = token;
      parts.push(...timeParts({ name, argument, usually: 'startMs' }));
    } else {
      const part = readDirective(token, table);
      if (isMiss(part)) return part;
      parts.push(part);
    }
  }
  return compileLayout(parts, 'backslash');
}
