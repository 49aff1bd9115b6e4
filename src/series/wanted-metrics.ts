import type { Vendor } from './input.ts';
import { type Matcher, matchLabels, type RoleRule } from './role-rule.ts';
import { families } from './roles.ts';

/** Whether a table of the vendor takes series of this name, as a resource or as the limit of one. */
export function isWanted(vendor: Vendor, name: string): boolean {
  const family = families[vendor].find(({ names }) => names.test(name));
  return (
    family?.rules.some((rule) => matchersOf(rule).some((matcher) => named(matcher, name))) ?? false
  );
}

function matchersOf({
  plus = [],
  minus = [],
  limits = [],
  idle,
  ...rule
}: RoleRule): readonly Matcher[] {
  const told = limits.flatMap((limit) => ('of' in limit ? [limit.of] : []));
  return [rule, ...plus, ...minus, ...told, ...(idle === undefined ? [] : [idle])];
}

function named({ metric }: Matcher, name: string): boolean {
  return matchLabels({ metric }, { name, labels: {} }) !== undefined;
}
