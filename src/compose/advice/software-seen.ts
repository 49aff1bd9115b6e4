import type { Subject } from '../../rollup/dimension.ts';
import type { Series } from '../../series/series.ts';
import type { LogSummary } from '../log-summary.ts';
import { type Software, software } from './rule.ts';

/** What software is told by. */
export interface SoftwareClues {
  /** Logs of the incident's host, and those that the culprit was found in. */
  readonly logs: readonly Pick<LogSummary, 'path' | 'server' | 'format' | 'formatSource'>[];
  readonly paths: readonly string[];
  /** Servers whose configuration was given. */
  readonly configured: readonly string[];
  readonly series: readonly Pick<Series, 'name'>[];
  /** Of the culprit and its other names. */
  readonly subjects: readonly Subject[];
}

/** Names of series that a server's exporter or plugin gives, or of its processes. */
const BY_SERIES: Readonly<Record<Software, RegExp>> = {
  apache: /\bapache_|\bapache2?\b|\bhttpd\b/i,
  lighttpd: /lighttpd/i,
  nginx: /nginx/i,
  uwsgi: /uwsgi/i,
  php: /php-?fpm/i,
};

/** Formats that httpd and nginx write alike: `combined` is the default of nginx, and httpd's word. */
const SHARED_FORMAT = /(?:^|:)(?:common|combined)$/;

/** Statuses that nginx alone logs: the client hung up, and it was not answered at all. */
const NGINX_STATUS = /^(?:444|499)$/;

/**
 * The software on the host, and that which wrote the culprit's logs: by formats, configurations and the names of series. A
 * format that two servers share tells the one that is seen otherwise; httpd where nothing is.
 */
export function softwareSeen(clues: SoftwareClues): {
  readonly seen: ReadonlySet<Software>;
  readonly inFront: ReadonlySet<Software>;
} {
  const elsewhere = seenElsewhere(clues);
  const inFront = new Set<Software>();
  const seen = new Set(elsewhere);
  for (const log of clues.logs) {
    const writer = writerOf(log, elsewhere, clues);
    if (writer === undefined) continue;
    seen.add(writer);
    if (clues.paths.includes(log.path)) inFront.add(writer);
  }
  if (clues.subjects.some(({ route }) => /\.php\b/i.test(route ?? ''))) seen.add('php');
  return { seen, inFront };
}

function seenElsewhere({ series, configured, logs }: SoftwareClues): ReadonlySet<Software> {
  const sure = logs.filter(({ format, formatSource }) => isSure(format, formatSource));
  const named = new Set([...configured, ...sure.map(({ server }) => server)]);
  return new Set(
    software.filter(
      (one) => named.has(one) || series.some(({ name }) => BY_SERIES[one].test(name)),
    ),
  );
}

function isSure(format: string, formatSource: string | undefined): boolean {
  return formatSource !== undefined || !SHARED_FORMAT.test(format);
}

function writerOf(
  { server, format, formatSource }: SoftwareClues['logs'][number],
  elsewhere: ReadonlySet<Software>,
  { subjects }: SoftwareClues,
): Software | undefined {
  if (isSure(format, formatSource)) return software.find((one) => one === server);
  if (subjects.some(({ status }) => NGINX_STATUS.test(status ?? ''))) return 'nginx';
  return elsewhere.has('nginx') && !elsewhere.has('apache') ? 'nginx' : 'apache';
}
