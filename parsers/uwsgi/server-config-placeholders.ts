/** Placeholders are replaced so often in one value: an option may name itself. */
export const MAX_REPLACEMENTS = 100;
/** In a longer value none is replaced, and none by a longer one. */
export const MAX_VALUE_CHARACTERS = 8192;

/** The first value of an option of that name. */
export type OptionLookup = (name: string) => string | undefined;

const PLACEHOLDER = /%\(([^()]+)\)/g;

/**
 * A value with its placeholders replaced by the values of the options they name. Others are left, such as the variables
 * of `log-format`.
 *
 * - https://uwsgi-docs.readthedocs.io/en/latest/Configuration.html#placeholders
 * - https://github.com/unbit/uwsgi/blob/master/core/config.c (uwsgi_manage_placeholder)
 */
export function expandPlaceholders(value: string, lookup: OptionLookup): string {
  let expanded = value;
  for (let round = 0; round < MAX_REPLACEMENTS; round++) {
    if (expanded.length > MAX_VALUE_CHARACTERS) return value;
    const next = expanded.replace(PLACEHOLDER, (all, key: string) => {
      const found = valueOfKey(key, lookup);
      return found === undefined || found.length > MAX_VALUE_CHARACTERS ? all : found;
    });
    if (next === expanded) return expanded;
    expanded = next;
  }
  return value;
}

const operations: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => (right === 0 ? 0 : Math.trunc(left / right)),
};

/** `name`, or names and numbers put together from left to right: `processes * 2`. */
function valueOfKey(key: string, lookup: OptionLookup): string | undefined {
  if (!key.includes(' ')) return lookup(key);
  let value = '';
  let operator = '';
  for (const word of key.split(' ').filter((part) => part !== '')) {
    if (Object.hasOwn(operations, word)) {
      operator = word;
      continue;
    }
    const operand = /^\d+$/.test(word) ? word : (lookup(word) ?? '');
    const operation = operations[operator];
    value =
      operation === undefined ? value + operand : String(operation(whole(value), whole(operand)));
    operator = '';
  }
  return value;
}

function whole(text: string): number {
  return Number.parseInt(text, 10) || 0;
}
