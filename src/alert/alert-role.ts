import type { Role } from '../series/series.ts';

/**
 * Words by which alerts name what they watch, those that settle it before those that others contain: the names of the
 * rules at https://samber.github.io/awesome-prometheus-alerts/rules and of Nagios' plugins.
 */
const words: readonly (readonly [RegExp, Role])[] = [
  [/\bswap/, 'swap'],
  [/\b(?:workers?|slots?|scoreboard|children)\b/, 'workers'],
  [/\b(?:queue|backlog)/, 'queue'],
  [/\bthreads?\b/, 'threads'],
  [/\b(?:process(?:es)?|procs?)\b/, 'processes'],
  [/\b(?:connections?|conntrack|sockets?)\b/, 'connections'],
  [/\b(?:memory|mem|ram|oom)\b/, 'memory'],
  [/\bcpus?\b/, 'cpu'],
  [/\bload(?:avg|average)?\b/, 'load'],
];

/** What an alert is about, by its name, else by its text; undefined where neither says. */
export function roleOfAlert({
  name,
  text = '',
}: {
  readonly name: string;
  readonly text?: string;
}): Role | undefined {
  return roleIn(name) ?? roleIn(text);
}

function roleIn(text: string): Role | undefined {
  const plain = text
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, ' ');
  return words.find(([word]) => word.test(plain))?.[1];
}
