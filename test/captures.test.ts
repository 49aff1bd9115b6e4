import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Culprit, Incident, Report } from '../src/report/report.ts';
import { runCli } from './support/run-cli.ts';

/** Captures of real servers with a known cause, which lie beside the project where its makers work. */
const CAPTURES = '../shared/incidents/real';
const arePresent = existsSync(CAPTURES);

interface Expectation {
  readonly capture: string;
  readonly log: string;
  /** What the report must say of its incidents. */
  readonly says: string;
  readonly check: (report: Report) => boolean;
  /** Settings that the advice for the first culprit names, as the row of the incident in design.md, section 5, does. */
  readonly advises?: readonly RegExp[];
}

/** The culprits that the report names first: those of the incident whose first has the highest score. */
function leading({ incidents }: Report): readonly Culprit[] {
  const score = ({ culprits }: Incident): number => culprits[0]?.score ?? 0;
  return [...incidents].sort((a, b) => score(b) - score(a))[0]?.culprits ?? [];
}

function firstRoute(route: string, status?: string): (report: Report) => boolean {
  return (report) => {
    const [first] = leading(report);
    return (
      first?.subject.route === route && (status === undefined || names(first, 'status', status))
    );
  };
}

function names(
  { subject, aliases }: Culprit,
  dimension: keyof Culprit['subject'],
  value: string,
): boolean {
  return [subject, ...aliases].some((one) => one[dimension] === value);
}

/** Whether one of the first three names the value, as its subject or by another name. */
function amongThree(
  dimension: keyof Culprit['subject'],
  value: RegExp,
): (report: Report) => boolean {
  return (report) =>
    leading(report)
      .slice(0, 3)
      .flatMap(({ subject, aliases }) => [subject, ...aliases])
      .some((one) => value.test(one[dimension] ?? ''));
}

/** The slow clients (truth.json): their agent, their time-outs on the page, or connections without a request. */
function slowClientsFirst(report: Report): boolean {
  const [first] = leading(report);
  if (first === undefined) return false;
  return [first.subject, ...first.aliases].some(
    ({ agent, route, status }) =>
      agent === SLOW_AGENT ||
      route === '(no request)' ||
      (route === '/forum/index.php' && status === '408'),
  );
}

const SLOW_AGENT =
  'Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/41.0.2272.89 Safari/537.36';

function noCulprit({ verdict, incidents }: Report): boolean {
  return verdict !== 'culprit' && incidents.every((incident) => incident.verdict !== 'culprit');
}

/** What the advice for the first culprit lacks. */
function unadvised(report: Report, wanted: readonly RegExp[] = []): readonly string[] {
  const advice = leading(report)[0]?.advice ?? [];
  return wanted
    .filter((pattern) => !advice.some(({ text }) => pattern.test(text)))
    .map((pattern) => `no advice of ${pattern.source}`);
}

const expectations: readonly Expectation[] = [
  {
    capture: 'oversized-proxied-response',
    log: 'lighttpd-access.log',
    says: '/stats/export.php first, client 127.86.14.203 within three',
    check: (report) =>
      firstRoute('/stats/export.php')(report) && amongThree('client', /^127\.86\.14\.203$/)(report),
    advises: [/server\.stream-response-body/, /X-Sendfile/, /limit on what one request may return/],
  },
  {
    capture: 'crawler-hanging-backend',
    log: 'access.log',
    says: '/partner/feed.php first, SeekportBot within three',
    check: (report) =>
      firstRoute('/partner/feed.php')(report) && amongThree('agent', /^SeekportBot$/)(report),
    advises: [
      /CURLOPT_TIMEOUT/,
      /default_socket_timeout/,
      /mod_qos/,
      /MaxRequestWorkers/,
      /robots/,
    ],
  },
  {
    capture: 'client-aborts-thread-leak',
    log: 'access.log',
    says: '499 of /api/v1/timeline first',
    check: firstRoute('/api/v1/timeline', '499'),
    advises: [/multiplexing off/, /fastcgi_read_timeout/, /fastcgi_ignore_client_abort/],
  },
  {
    capture: 'uwsgi-surge',
    log: 'access.log',
    says: '/reports/build first',
    check: firstRoute('/reports/build'),
    advises: [/harakiri/, /threads-stacksize/, /limit_req/],
  },
  {
    capture: 'h2-upload-leak',
    log: 'access.log.gz',
    says: '/api/v1/ingest first',
    check: firstRoute('/api/v1/ingest'),
    advises: [/server\.h2proto/, /jemalloc/, /MALLOC_ARENA_MAX/, /Restart/],
  },
  {
    capture: 'workers-saturated',
    log: 'access.log',
    says: 'the slow clients first',
    check: slowClientsFirst,
    advises: [/RequestReadTimeout/, /mpm_event/, /MaxRequestWorkers/],
  },
  { capture: 'background-hog', log: 'access.log', says: 'no culprit', check: noCulprit },
  {
    capture: 'quiet',
    log: 'access.log',
    says: 'no incident',
    check: ({ verdict }) => verdict === 'no-incident',
  },
];

const cases = expectations.flatMap((expectation) => {
  const { capture, log } = expectation;
  const folder = join(CAPTURES, capture);
  return [
    { ...expectation, log: join(folder, 'logs', log), metrics: join(folder, 'metrics/prometheus') },
    { ...expectation, log: join(folder, 'logs', log), metrics: join(folder, 'metrics/munin') },
    {
      ...expectation,
      log: join(folder, 'logs', log),
      metrics: join(folder, 'metrics/openmetrics.txt.gz'),
    },
    { ...expectation, log: join(folder, 'logs'), metrics: join(folder, 'metrics') },
  ].map((one) => {
    const inputs = `${one.log} and ${one.metrics}`.replaceAll(`${folder}/`, '');
    return [`${capture}, ${inputs}: ${one.says}`, one] as const;
  });
});

const title = arePresent ? 'captures' : `captures (skipped: ${CAPTURES} is not here)`;

describe.skipIf(!arePresent)(title, () => {
  it.each(cases)('%s', async (_, { log, metrics, check, advises }) => {
    const { status, stdout, stderr } = await runCli([log, '-m', metrics, '--format', 'json']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const report = JSON.parse(stdout.toString()) as Report;
    expect(check(report) ? unadvised(report, advises) : summary(report)).toEqual([]);
  });

  it('whole folders: what is neither log nor metrics is skipped with a note', async () => {
    const folder = join(CAPTURES, 'quiet');
    expect(readdirSync(join(folder, 'logs'))).toContain('error.log');
    const argv = [join(folder, 'logs'), '-m', join(folder, 'metrics'), '--format', 'json'];
    const report = JSON.parse((await runCli(argv)).stdout.toString()) as Report;
    expect(report.inputs.logs.map(({ path }) => path)).toEqual([join(folder, 'logs/access.log')]);
    expect(report.limits.map(({ code }) => code)).toContain('files-skipped');
  });
});

/** What a failing report says instead. */
function summary({ verdict, incidents }: Report): readonly unknown[] {
  const found = incidents.map(({ primary, culprits, verdict: own }) => [
    primary.series,
    own,
    ...culprits.map(({ id, kind, score, subject }) => ({ id, kind, score, subject })),
  ]);
  return [verdict, ...found];
}
