import type { CulpritKind } from '../../analysis/culprit-kind.ts';
import type { Pattern } from '../../analysis/culprit-pattern.ts';
import type { Role } from '../../series/series.ts';
import { apacheRules } from './apache-rules.ts';
import { applicationRules } from './application-rules.ts';
import { lighttpdRules } from './lighttpd-rules.ts';
import { nginxRules } from './nginx-rules.ts';
import type { Advice, Rule, Software } from './rule.ts';
import { uwsgiRules } from './uwsgi-rules.ts';

/** What advice hangs on. */
export interface AdviceCase {
  readonly kind: CulpritKind;
  readonly pattern?: Pattern;
  /** Of the series that is explained. */
  readonly role: Role;
  /** That most requests of the culprit came over. */
  readonly protocol?: string;
  /** Software on the host, and that which logged the culprit's requests. */
  readonly seen: ReadonlySet<Software>;
  readonly inFront: ReadonlySet<Software>;
}

/** All that is known: servers from the clients inwards, then the application. */
export const adviceRules: readonly Rule[] = [
  ...lighttpdRules,
  ...nginxRules,
  ...apacheRules,
  ...uwsgiRules,
  ...applicationRules,
];

/** What to do about a culprit with the software that was seen: first what helps now. */
export function adviceFor(one: AdviceCase): readonly Advice[] {
  const fitting = adviceRules.filter((rule) => fits(rule, one));
  const given = fitting.map(({ text, source, when }) => ({ text, source, when }));
  return [
    ...given.filter(({ when }) => when === 'now'),
    ...given.filter(({ when }) => when === 'later'),
  ];
}

function fits(rule: Rule, { kind, pattern, role, protocol, seen, inFront }: AdviceCase): boolean {
  const { patterns, exceptPatterns = [], roles, software, isInFront = false } = rule;
  if (!rule.kinds.includes(kind)) return false;
  if (patterns !== undefined && (pattern === undefined || !patterns.includes(pattern)))
    return false;
  if (pattern !== undefined && exceptPatterns.includes(pattern)) return false;
  if (roles !== undefined && !roles.includes(role)) return false;
  if (rule.protocol !== undefined && !rule.protocol.test(protocol ?? '')) return false;
  return software === undefined || (isInFront ? inFront : seen).has(software);
}
