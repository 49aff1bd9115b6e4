import type { OptionLookup } from './server-config-placeholders.ts';

/** A loop runs so often. */
export const MAX_CYCLES = 1000;

/** The options that follow are taken once for each text, which stands for `%(_)` in them. */
export interface Branch {
  readonly texts: readonly string[];
  /** Why it cannot be known here whether they are taken. */
  readonly unknown?: string;
}

/** What ends a loop or a condition. */
const ENDING = /^(?:end|end-?for|end-?if)$/;
const BEGINNING = /^(?:for(?:-glob|-times|-readline)?|if[a-z-]*)$/;

export function endsBranch(name: string): boolean {
  return ENDING.test(name);
}

export function beginsBranch(name: string): boolean {
  return BEGINNING.test(name);
}

/** What a loop or condition is asked about. */
export interface BranchSource {
  readonly lookup: OptionLookup;
  readonly list: (pattern: string) => readonly string[];
}

/**
 * What a loop or a condition takes. What depends on the machine is not known: its files, host name, environment, plugins.
 *
 * - https://uwsgi-docs.readthedocs.io/en/latest/ConfigLogic.html
 */
export function branchOf(name: string, value: string, { lookup, list }: BranchSource): Branch {
  switch (name) {
    case 'for':
      return loop(value.split(' ').filter((text) => text !== ''));
    case 'for-glob':
      return loop(list(value));
    case 'for-times':
      return loop(
        Array.from({ length: Math.min(Number(value) || 0, MAX_CYCLES) }, (_, i) => `${i + 1}`),
      );
    case 'if-opt':
    case 'ifopt':
      return condition(optionOf(value, lookup));
    case 'if-not-opt':
      return condition(optionOf(value, lookup) === undefined ? '' : undefined);
    case 'if-reload':
      return condition(undefined);
    case 'if-not-reload':
      return condition('');
    default:
      return { texts: [], unknown: 'what it takes is known only where uWSGI runs' };
  }
}

/** What follows `else`: taken once, where the condition was not met. */
export function otherBranch({ texts, unknown }: Branch): Branch {
  return unknown === undefined
    ? condition(texts.length === 0 ? '' : undefined)
    : { texts, unknown };
}

function loop(texts: readonly string[]): Branch {
  return { texts: texts.slice(0, MAX_CYCLES) };
}

function condition(text: string | undefined): Branch {
  return { texts: text === undefined ? [] : [text] };
}

/** The value of the option that `name` or `name=value` asks for, where it is so. */
function optionOf(question: string, lookup: OptionLookup): string | undefined {
  const [name = '', ...expected] = question.split('=');
  const value = lookup(name);
  return expected.length === 0 || expected.join('=') === value ? value : undefined;
}
