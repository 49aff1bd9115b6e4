import type { Rule } from './rule.ts';

/** https://uwsgi-docs.readthedocs.io/en/latest/ */
const rules: readonly Omit<Rule, 'software'>[] = [
  {
    kinds: ['slow-url', 'crawler-burst', 'traffic-surge', 'saturation'],
    when: 'now',
    text: 'Bound how long a request may hold a worker with `harakiri`, above what your slowest honest page takes.',
    source: 'https://uwsgi-docs.readthedocs.io/en/latest/Options.html',
  },
  {
    kinds: ['saturation', 'traffic-surge', 'crawler-burst', 'slow-url'],
    when: 'later',
    text: 'Set `processes` and `threads` so that all of them together fit into the memory; let `cheaper` start and end them by need.',
    source: 'https://uwsgi-docs.readthedocs.io/en/latest/Cheaper.html',
  },
  {
    kinds: ['saturation', 'traffic-surge', 'crawler-burst', 'slow-url'],
    when: 'later',
    text: 'Lower `threads-stacksize`, in KiB, where the stacks of many threads take the memory.',
    source: 'https://uwsgi-docs.readthedocs.io/en/latest/Options.html',
  },
  {
    kinds: ['steady-growth', 'upload', 'client-aborts'],
    when: 'later',
    text: 'Let workers end after a number of requests, or above a size, which gives back what they leaked: `max-requests`, `reload-on-rss`.',
    source: 'https://uwsgi-docs.readthedocs.io/en/latest/Options.html',
  },
];

export const uwsgiRules: readonly Rule[] = rules.map((rule) => ({ ...rule, software: 'uwsgi' }));
