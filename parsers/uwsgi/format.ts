import type { Miss } from '../contract.ts';
import type { DirectivePart, Part, Reading } from '../part.ts';

/** One variable; the three of a request line are read as one, for the target may hold spaces. */
const VARIABLE = /%\((?:(method\) %\(uri\) %\(proto)|([^()]+))\)/y;

/** Cuts a `log-format` into variables and the text between them; `table` says what the variables print. */
export function readFormat(
  format: string,
  table: Readonly<Record<string, Reading>>,
): readonly Part[] | Miss {
  const parts: Part[] = [];
  let at = 0;
  while (at < format.length) {
    const next = format.indexOf('%(', at);
    const stop = next < 0 ? format.length : next;
    if (stop > at) parts.push({ kind: 'literal', text: format.slice(at, stop) });
    if (stop === format.length) break;
    VARIABLE.lastIndex = stop;
    const match = VARIABLE.exec(format);
    if (match === null) {
      return { reason: '%( is not followed by a name and )', field: `column ${stop + 1}` };
    }
    const [name, request, variable = ''] = match;
    parts.push(request === undefined ? readVariable(variable, table) : { kind: 'request', name });
    at = stop + name.length;
  }
  return withoutLateEnd(parts);
}

function readVariable(variable: string, table: Readonly<Record<string, Reading>>): DirectivePart {
  const reading = Object.hasOwn(table, variable) ? table[variable] : undefined;
  return { ...(reading ?? { kind: 'text' }), name: `%(${variable})` };
}

/** `%(epoch)` is a whole second: beside a start, the duration tells the end better. */
function withoutLateEnd(parts: readonly Part[]): readonly Part[] {
  if (!parts.some(tellsStart)) return parts;
  return parts.map((part) =>
    part.kind === 'number' && part.field === 'endMs' ? { kind: 'text', name: part.name } : part,
  );
}

function tellsStart(part: Part): boolean {
  if (part.kind === 'time') return part.stamp === 'startMs';
  return part.kind === 'number' && part.field === 'startMs';
}
