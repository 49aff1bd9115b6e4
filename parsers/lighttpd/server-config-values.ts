/** An element of an array: its key where it has one; nested arrays are not looked into. */
export interface Element {
  readonly key: string | undefined;
  readonly value: string | number | undefined;
}

/** A value of lighttpd.conf; undefined is one that is not known here, like a variable of the environment. */
export type Value = string | number | readonly Element[] | undefined;

/** Longer texts are not kept: a variable can be appended to itself on every line. */
export const MAX_TEXT_CHARACTERS = 65_536;
/** Nor are arrays of more elements. */
export const MAX_ELEMENTS = 4096;

/**
 * `left + right`: numbers are added, arrays put together, anything else is written one behind the other.
 *
 * - https://github.com/lighttpd/lighttpd1.4/blob/master/src/configparser.y (configparser_merge_data)
 */
export function combine(left: Value, right: Value): Value {
  if (left === undefined || right === undefined) return undefined;
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  if (typeof left === 'object' && typeof right === 'object') {
    return left.length + right.length > MAX_ELEMENTS ? undefined : [...left, ...right];
  }
  if (typeof left === 'object' || typeof right === 'object') return undefined;
  const text = `${left}${right}`;
  return text.length > MAX_TEXT_CHARACTERS ? undefined : text;
}

/** A number, also one between quotes, as lighttpd takes it. */
export function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

const switches: Readonly<Record<string, boolean>> = {
  enable: true,
  enabled: true,
  true: true,
  '1': true,
  disable: false,
  disabled: false,
  false: false,
  '0': false,
};

/**
 * What a switch is set to; undefined where it is set to no word for it.
 *
 * - https://github.com/lighttpd/lighttpd1.4/blob/master/src/configfile-glue.c (config_plugin_value_to_bool)
 */
export function switchOf(value: Value): boolean | undefined {
  const word = String(value).toLowerCase();
  return Object.hasOwn(switches, word) ? switches[word] : undefined;
}

/** The text elements of an array. */
export function textsOf(value: Value): readonly string[] {
  if (typeof value !== 'object') return [];
  return value.flatMap(({ value: text }) => (typeof text === 'string' ? [text] : []));
}

/** The value of a key in an array. */
export function elementOf(value: Value, key: string): Value {
  return typeof value === 'object'
    ? value.find((element) => element.key === key)?.value
    : undefined;
}
