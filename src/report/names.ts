import type { CulpritKind } from '../analysis/culprit-kind.ts';
import type { Pattern } from '../analysis/culprit-pattern.ts';
import type { Verdict } from '../analysis/verdict.ts';
import type { Cost } from '../rollup/cost.ts';

/** What a culprit did, for people. */
export const kindNames: Readonly<Record<CulpritKind, string>> = {
  'oversized-response': 'oversized responses',
  'crawler-burst': 'crawler burst',
  'slow-url': 'slow URL',
  'client-aborts': 'client aborts',
  saturation: 'workers saturated',
  'steady-growth': 'steady growth',
  'traffic-surge': 'traffic surge',
  upload: 'uploads',
  'error-burst': 'error burst',
  other: 'unusual requests',
};

/** How a culprit went about it, behind what it did. */
export const patternNames: Readonly<Record<Pattern, string>> = {
  'slow-clients': 'slow clients that keep connections busy',
  'slow-downloads': 'large files that clients take long to read',
  'brute-force': 'one target tried again and again',
  'cache-busting': 'ever new arguments, past any cache',
  'upload-stream': 'a stream of uploads',
  'distributed-crawler': 'many addresses without an identity',
  'one-client': 'from one client',
  'one-network': 'from one network',
  'flash-crowd': 'many visitors at once',
};

/** Patterns that say in few words what a kind does not: who tries one target again and again crawls nowhere. */
const deeds: Readonly<Partial<Record<Pattern, string>>> = {
  'brute-force': patternNames['brute-force'],
  'slow-downloads': 'slow downloads of large files',
};

/** What a culprit did in few words, for titles and tables. */
export function deedName({ kind, pattern }: { kind: CulpritKind; pattern?: Pattern }): string {
  return (pattern && deeds[pattern]) ?? kindNames[kind];
}

/** What a cost counts, for people. */
export const costNames: Readonly<Record<Cost, string>> = {
  requests: 'number of requests',
  'bytes-out': 'bytes sent',
  'bytes-in': 'bytes received',
  'in-flight': 'requests in progress',
  'held-bytes': 'bytes held while responses were on their way',
  aborts: 'requests given up by the client',
  errors: 'requests answered with a server error',
};

/** The same as the name of a row. */
export const activityNames: Readonly<Record<Cost, string>> = {
  requests: 'its requests',
  'bytes-out': 'its bytes sent',
  'bytes-in': 'its bytes received',
  'in-flight': 'its requests in progress',
  'held-bytes': 'its bytes held',
  aborts: 'its aborted requests',
  errors: 'its failed requests',
};

/** The verdict as a title. */
export const verdictTitles: Readonly<Record<Verdict, string>> = {
  culprit: 'Culprit',
  suspect: 'Suspect',
  'no-culprit-in-logs': 'No culprit in these logs',
  'no-incident': 'No incident found',
  'insufficient-data': 'Not enough data to name a culprit',
};

/** The verdict within a sentence or cell. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  culprit: 'culprit',
  suspect: 'suspect',
  'no-culprit-in-logs': 'no culprit in these logs',
  'no-incident': 'no incident',
  'insufficient-data': 'not enough data',
};

/** A series' role as the subject of "rose from … to …". */
const roleNames: Readonly<Record<string, string>> = {
  memory: 'memory in use',
  swap: 'swap in use',
  workers: 'busy workers',
  threads: 'threads',
  processes: 'processes',
  connections: 'connections',
  queue: 'length of the queue',
  cpu: 'CPU use',
  load: 'load',
  network: 'network traffic',
  disk: 'disk activity',
  'io-wait': 'time spent waiting for disks',
  'swap-io': 'swapping',
  requests: 'requests',
  'log-requests': 'requests per second',
  'log-in-flight': 'requests in flight',
  'log-bytes-out': 'bytes sent per second',
  'log-bytes-in': 'bytes received per second',
  'log-errors': 'failed requests per second',
  'log-failed-share': 'the share of failed requests',
  'log-aborts': 'aborted requests per second',
};

/** A role for people; undefined where the role says nothing beyond the series' own name. */
export function roleName(role: string): string | undefined {
  return Object.hasOwn(roleNames, role) ? roleNames[role] : undefined;
}
