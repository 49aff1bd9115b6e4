import type { Role } from './series.ts';

/** What may follow the name of a resource without making it another one. */
const AMOUNT =
  '(?: (?:used|usage|use|in use|busy|utili[sz]ation|percent|pct|bytes|current|active|count|free|available|avail|avg|average|%))*';

/**
 * Words that people head the columns of a table with, and the legends of Grafana's dashboards.
 * https://grafana.com/grafana/dashboards/1860-node-exporter-full/
 */
const words: readonly (readonly [string, Role])[] = [
  ['(?:ram|mem|memory|rss|working set)', 'memory'],
  ['swap', 'swap'],
  ['cpus?', 'cpu'],
  ['(?:(?:sys |system )?load ?(?:1|5|15)?(?:m|min)?)', 'load'],
  ['threads?', 'threads'],
  ['(?:processes|procs)', 'processes'],
  ['(?:busy |active )?workers', 'workers'],
  ['(?:connections|conns|established|sockets)', 'connections'],
  ['(?:listen )?(?:queue|backlog)(?: length)?', 'queue'],
  ['(?:requests|reqs|hits|rps|req s)(?: (?:per second|s|rate))?', 'requests'],
  [
    '(?:net|network|traffic|eth\\d+)(?: (?:in|out|rx|tx|sent|received|recv|receive|transmit))?',
    'network',
  ],
  ['(?:io ?wait|iowait)', 'io-wait'],
  ['disk(?: (?:read|write|io))?', 'disk'],
];
const shapes = words.map(
  ([word, role]) => [new RegExp(`^(?:.* )?${word}${AMOUNT}$`), role] as const,
);

/** Numbers of these say how much there is, not how much is used: they never point at an incident. */
const sizes = /(?:^| )(?:total|max|limit|size|cache|cached|buffers?)(?: |$)/;

/** The role that the words of a name tell, for tables whose heads people wrote; `generic` where none do. */
export function roleOfWords(name: string): Role {
  const plain = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z0-9%]+/g, ' ')
    .trim();
  if (sizes.test(plain)) return 'generic';
  return shapes.find(([shape]) => shape.test(plain))?.[1] ?? 'generic';
}
