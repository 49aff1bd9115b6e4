import { isMiss, type LineParser, type LogFormatRoom, type Miss } from '../contract.ts';
import { compileLayout } from '../layout.ts';
import type { Part } from '../part.ts';
import { readDirective } from '../percent-directive.ts';
import { type LiteralEscapes, tokenisePercent } from '../percent-format.ts';
import { timeParts } from '../time-directive.ts';
import { directives, strictDirectives } from './directives.ts';
import { likeness } from './likeness.ts';
import { presets } from './presets.ts';

/** `mod_accesslog_set_defaults` in mod_accesslog.c: any other letter stands for itself. */
const escapes: LiteralEscapes = {
  letters: { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
  keepsOthers: false,
};

const table = { server: 'lighttpd', directives, strict: strictDirectives };

/** lighttpd's `accesslog.format`. */
export const lighttpd: LogFormatRoom = { name: 'lighttpd', presets, compile, likeness };

function compile(format: string): LineParser | Miss {
  const tokens = tokenisePercent(format, escapes);
  if ('reason' in tokens) return tokens;
  const parts: Part[] = [];
  for (const token of tokens) {
    if (token.kind === 'text') {
      parts.push({ kind: 'literal', text: token.text });
      continue;
    }
    const { name, argument, column } = token;
    if (token.conditional) {
      return { reason: `${name}: lighttpd knows no statuses here`, field: `column ${column}` };
    }
    if (token.letter === 't') {
      // The end of the request unless the argument begins with `begin:`: FORMAT_FLAG_TIME_END is 0.
      parts.push(...timeParts({ name, argument, usually: 'endMs' }));
      continue;
    }
    const part = readDirective(token, table);
    if (isMiss(part)) return part;
    parts.push(part);
  }
  return compileLayout(parts, 'backslash');
}
