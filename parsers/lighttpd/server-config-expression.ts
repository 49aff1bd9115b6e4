import type { LighttpdTokens } from './server-config-tokens.ts';
import { combine, type Element, MAX_ELEMENTS, type Value } from './server-config-values.ts';

/** The value of a variable, by its name as it stands. */
export type VariableLookup = (name: string) => Value;

/** Reads `value + value …`; undefined, and nothing taken, where no value stands. */
export function readExpression(tokens: LighttpdTokens, lookup: VariableLookup): Value {
  let value = readValue(tokens, lookup);
  while (tokens.takeMark('+')) value = combine(value, readValue(tokens, lookup));
  return value;
}

function readValue(tokens: LighttpdTokens, lookup: VariableLookup): Value {
  const { kind } = tokens.current;
  if (kind === 'string') return tokens.take().text;
  if (kind === 'integer') return Number(tokens.take().text);
  if (kind === 'name') return lookup(tokens.take().text);
  return tokens.takeMark('(') ? readArray(tokens, lookup) : undefined;
}

function readArray(tokens: LighttpdTokens, lookup: VariableLookup): readonly Element[] {
  const elements: Element[] = [];
  while (!tokens.takeMark(')') && tokens.current.kind !== 'end') {
    const element = readElement(tokens, lookup);
    if (element === undefined) tokens.take();
    else if (elements.length < MAX_ELEMENTS) elements.push(element);
  }
  return elements;
}

/** `value` or `"key" => value`; undefined where neither stands, as at a comma. */
function readElement(tokens: LighttpdTokens, lookup: VariableLookup): Element | undefined {
  const { kind } = tokens.current;
  if (skipArray(tokens)) return { key: undefined, value: undefined };
  if (kind === 'mark' || kind === 'unknown' || kind === 'line-end') return undefined;
  const first = plain(readExpression(tokens, lookup));
  if (!tokens.takeMark('=>')) return { key: undefined, value: first };
  const key = first === undefined ? undefined : String(first);
  if (skipArray(tokens)) return { key, value: undefined };
  return { key, value: plain(readExpression(tokens, lookup)) };
}

function plain(value: Value): string | number | undefined {
  return typeof value === 'object' ? undefined : value;
}

/** Takes an array with all in it, however deep. */
function skipArray(tokens: LighttpdTokens): boolean {
  if (!tokens.takeMark('(')) return false;
  for (let depth = 1; depth > 0 && tokens.current.kind !== 'end'; ) {
    if (tokens.takeMark('(')) depth += 1;
    else if (tokens.takeMark(')')) depth -= 1;
    else tokens.take();
  }
  return true;
}
