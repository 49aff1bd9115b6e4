import type { Escaping, Miss } from '../contract.ts';
import type { DirectivePart, Part } from '../part.ts';
import { UPSTREAM_LIST, variables } from './variables.ts';

/** A `log_format` read: its parts, and how nginx escapes the values of its variables. */
export interface NginxFormat {
  readonly parts: readonly Part[];
  readonly escaping: Escaping;
}

/** The parameter in front of the strings; `default` is every byte below 32 or above 126, `"` and `\`. */
const escapings: Readonly<Record<string, Escaping>> = {
  default: 'hex',
  json: 'json',
  none: 'none',
};

/**
 * Reads a format as one string, or as a configuration file has it: several strings between quotes that are
 * put together, with `escape=` and the directive's own words before and a semicolon behind.
 */
export function readFormat(text: string): NginxFormat | Miss {
  const [, mode = 'default', rest = ''] =
    /^(?:\s*log_format\s+\S+\s+)?(?:\s*escape=(\S*)\s*)?(.*)$/s.exec(text) ?? [];
  const escaping = escapings[mode];
  if (escaping === undefined) {
    return { reason: `escape=${mode} is none of default, json, none`, field: `escape=${mode}` };
  }
  const parts = readVariables(joinStrings(rest));
  if ('reason' in parts) return parts;
  return { parts: escaping === 'hex' ? parts : parts.map(withoutAbsence), escaping };
}

/** Only `escape=default` writes `-` for what is not there. */
function withoutAbsence(part: Part): Part {
  if (part.kind !== 'text') return part;
  const { absence, ...always } = part;
  return always;
}

const QUOTED_STRINGS = /^\s*(?:'(?:[^'\\]|\\.)*'\s*)+;?\s*$/s;
const QUOTED_STRING = /'((?:[^'\\]|\\.)*)'/gs;
const configEscapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** `'a' 'b';` is `ab`. Double quotes belong to the format: they stand in most lines. */
function joinStrings(text: string): string {
  if (!QUOTED_STRINGS.test(text)) return text;
  const strings = [...text.matchAll(QUOTED_STRING)].map(([, string = '']) => string);
  return strings
    .join('')
    .replace(/\\(.)/gs, (pair, letter: string) => configEscapes[letter] ?? unescaped(pair, letter));
}

/** nginx keeps a backslash that escapes nothing. */
function unescaped(pair: string, letter: string): string {
  return /["'\\]/.test(letter) ? letter : pair;
}

/** One variable; the question mark and the query behind it are read as one. */
const VARIABLE = /\$(?:\{(\w+)\}|(is_args\$(?:args|query_string)\b|\w+))/y;

function readVariables(format: string): readonly Part[] | Miss {
  const parts: Part[] = [];
  let at = 0;
  while (at < format.length) {
    const next = format.indexOf('$', at);
    const stop = next < 0 ? format.length : next;
    if (stop > at) parts.push({ kind: 'literal', text: format.slice(at, stop) });
    if (stop === format.length) break;
    VARIABLE.lastIndex = stop;
    const match = VARIABLE.exec(format);
    const name = match?.[1] ?? match?.[2];
    if (match === null || name === undefined) {
      const column = stop + 1;
      return { reason: `$ is not followed by a variable's name`, field: `column ${column}` };
    }
    parts.push(readVariable(name));
    at = stop + match[0].length;
  }
  return parts;
}

function readVariable(variable: string): DirectivePart {
  const list = UPSTREAM_LIST.test(variable);
  const reading = Object.hasOwn(variables, variable) ? variables[variable] : undefined;
  return { ...(reading ?? { kind: 'text', list }), name: `$${variable}` };
}
