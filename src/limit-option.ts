import { ExpectedError } from './errors.ts';
import { isOfMemory } from './series/memory-role.ts';
import { type LimitedRole, limitedRoles, type StatedCapacity } from './series/stated-capacity.ts';

/** Factors of what people write behind a size; a letter alone is taken as `free` and `top` print it. */
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 2 ** 10,
  m: 2 ** 20,
  g: 2 ** 30,
  t: 2 ** 40,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
};

/** What was typed for `--limit`. Throws an ExpectedError where one is none, or two contradict each other. */
export function limitsFrom(texts: readonly string[]): readonly StatedCapacity[] {
  const stated = new Map<LimitedRole, StatedCapacity>();
  for (const text of texts) {
    const limit = limitFrom(text);
    const before = stated.get(limit.role);
    if (before !== undefined && before.value !== limit.value) {
      throw new ExpectedError(`${before.text} and ${limit.text} contradict each other`, 'give one');
    }
    stated.set(limit.role, limit);
  }
  return [...stated.values()];
}

function limitFrom(text: string): StatedCapacity {
  const [, name, size = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
  const role = limitedRoles.find((one) => one === name);
  if (role === undefined) {
    throw new ExpectedError(
      `--limit ${text} names no limit that is known`,
      `write one of ${limitedRoles.map((one) => `${one}=`).join(', ')} and its value`,
    );
  }
  const isSize = isOfMemory(role);
  const value = isSize ? bytesOf(size) : countOf(size);
  if (value !== undefined) return { role, value, source: 'option', text: `--limit ${text}` };
  throw new ExpectedError(
    `--limit ${text} has no ${isSize ? 'size' : 'whole number above 0'}`,
    isSize ? `write it like ${role}=16GiB or ${role}=800MB` : `write it like ${role}=150`,
  );
}

function countOf(text: string): number | undefined {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

function bytesOf(text: string): number | undefined {
  const [, digits = '', unit = ''] = /^(\d{1,15}(?:\.\d{1,6})?)\s*([a-z]*)$/i.exec(text) ?? [];
  const factor = Object.hasOwn(UNITS, unit.toLowerCase()) ? UNITS[unit.toLowerCase()] : undefined;
  const value = digits === '' || factor === undefined ? 0 : Math.round(Number(digits) * factor);
  return value > 0 ? value : undefined;
}
