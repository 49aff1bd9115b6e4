import type { IncidentChart } from '../../src/report/incident-chart.ts';
import type { Culprit, Incident, Report } from '../../src/report/report.ts';

/** Hand-written reports: what the analysis could have said. */

const crawler: Culprit = {
  id: '1.1',
  rank: 1,
  verdict: 'culprit',
  score: 0.87,
  kind: 'crawler-burst',
  cost: 'in-flight',
  subject: { route: '/partner/feed.php', agent: 'SeekportBot' },
  aliases: [{ network: '203.0.113.0/24' }, { route: '/partner/feed.php', duration: '>=60s' }],
  requests: 412,
  bytes: 18_204_112,
  workerSeconds: 61_380,
  explains: 0.934,
  firstSeen: '2026-11-21T14:01:12+01:00',
  lastSeen: '2026-11-21T19:14:58+01:00',
  evidence: [
    {
      factor: 'correlation',
      value: 0.953,
      text: 'Requests in progress move with the processes beyond what all other traffic does.',
    },
    {
      factor: 'explained',
      value: 0.934,
      text: 'They account for 93 % of the extra 137 processes.',
    },
    {
      factor: 'onset-order',
      value: 1,
      text: 'They began 2 min before the processes left their usual range.',
    },
  ],
  exemplars: [
    {
      path: '/var/log/apache2/access.log',
      offset: 81_230_112,
      start: '2026-11-21T14:01:12+01:00',
      durationSeconds: 598.112_004,
      bytes: 44_121,
      client: '203.0.113.9',
      line: '203.0.113.9 - - [21/Nov/2026:14:01:12 +0100] "GET /partner/feed.php?id=7 HTTP/1.1" 200 44121 "-" "Mozilla/5.0 (compatible; SeekportBot; +https://bot.seekport.com)" 598112004',
    },
    {
      path: '/var/log/apache2/access.log',
      offset: 81_230_360,
      line: '203.0.113.9 - - [21/Nov/2026:14:01:15 +0100] "GET /partner/feed.php?id=8 HTTP/1.1" 200 44098 "-" "Mozilla/5.0 (compatible; SeekportBot; +https://bot.seekport.com)" 597003311',
    },
  ],
  advice: [
    {
      text: 'Give the call that /partner/feed.php makes a timeout of a few seconds.',
      source: 'https://www.php.net/manual/en/function.curl-setopt.php',
    },
    { text: 'Refuse the crawler for now: `Require not env SeekportBot`.', source: '' },
    {
      text: 'Keep its pages out of robots.txt for good.',
      source: 'https://www.rfc-editor.org/rfc/rfc9309',
      when: 'later',
    },
  ],
};

const crawlerIncident: Incident = {
  id: '1',
  host: 'web3',
  start: '2026-11-21T14:05:00+01:00',
  end: '2026-11-21T19:20:00+01:00',
  window: { from: '2026-11-21T13:05:00+01:00', to: '2026-11-21T19:30:00+01:00' },
  logs: ['access.log'],
  onset: { time: '2026-11-21T14:03:00+01:00', uncertaintySeconds: 300 },
  primary: {
    series: 'processes.processes',
    role: 'processes',
    unit: '1',
    baseline: 62.4,
    peak: 199.6,
  },
  ladder: [
    { series: 'processes.processes', role: 'processes', onset: '2026-11-21T14:03:00+01:00' },
    { series: 'memory.apps', role: 'memory', onset: '2026-11-21T14:20:00+01:00' },
    { series: 'memory.swap', role: 'swap', onset: '2026-11-21T18:55:00+01:00' },
  ],
  verdict: 'culprit',
  reasons: [],
  culprits: [
    crawler,
    {
      ...crawler,
      id: '1.2',
      rank: 2,
      verdict: 'suspect',
      score: 0.31,
      kind: 'slow-url',
      subject: { route: '/search', method: 'POST' },
      aliases: [],
      requests: 1,
      explains: 0.004,
      exemplars: [],
      advice: [],
      evidence: [
        { factor: 'correlation', value: 0.41, text: 'Moves with the processes, but weakly.' },
      ],
    },
  ],
  victims: [
    {
      subject: { route: '/product/{num}' },
      text: 'took 6.1 s on average instead of 180 ms; not asked more often.',
    },
  ],
  ruledOut: [
    {
      subject: { route: '/video/{num}.mp4' },
      text: 'most bytes sent (61 %), but they do not move with the processes.',
    },
  ],
};

const withChart: Incident = {
  ...crawlerIncident,
  chart: {
    from: '2026-11-21T08:50:00+01:00',
    stepSeconds: 1800,
    points: 26,
    series: [
      {
        series: 'processes.processes',
        role: 'processes',
        unit: 'processes',
        baseline: 62.4,
        values: Array.from({ length: 26 }, (_, at) =>
          at < 10 ? 62.4 : at < 22 ? 62 + 11 * (at - 9) : 62,
        ),
      },
    ],
    activities: [
      {
        culprit: '1.1',
        cost: 'in-flight',
        unit: 'requests',
        values: Array.from({ length: 26 }, (_, at) =>
          at < 10 ? 0 : at < 22 ? 10 * (at - 9) : null,
        ),
        allTraffic: Array.from({ length: 26 }, () => 140),
      },
    ],
  },
};

const exportIncident: Incident = {
  ...crawlerIncident,
  id: '2',
  host: 'web4',
  start: '2026-11-21T23:40:00+01:00',
  end: '2026-11-22T00:25:00+01:00',
  onset: { time: '2026-11-21T23:38:30+01:00', uncertaintySeconds: 30 },
  primary: {
    series: 'node_memory_used_bytes',
    role: 'memory',
    unit: 'bytes',
    baseline: 4_102_000_000,
    peak: 15_804_000_000,
  },
  ladder: [
    { series: 'node_memory_used_bytes', role: 'memory', onset: '2026-11-21T23:38:30+01:00' },
    { series: 'node_load1', role: 'load', onset: '2026-11-22T00:02:00+01:00' },
  ],
  verdict: 'suspect',
  reasons: [{ code: 'by-chance', text: '3 of 19 other times of the log scored as high.' }],
  culprits: [
    {
      ...crawler,
      id: '2.1',
      verdict: 'suspect',
      score: 0.46,
      kind: 'oversized-response',
      cost: 'held-bytes',
      subject: { route: '/export/{num}', size: '>=1GB' },
      aliases: [],
      requests: 14,
      bytes: 71_470_876_008,
      explains: 0.83,
      firstSeen: '2026-11-21T23:36:02+01:00',
      lastSeen: '2026-11-22T00:21:40+01:00',
      exemplars: [],
      advice: [
        {
          text: 'Stop buffering whole responses: set server.stream-response-body to 2.',
          source:
            'https://redmine.lighttpd.net/projects/lighttpd/wiki/Server_stream-response-bodyDetails',
        },
      ],
    },
  ],
  victims: [],
  ruledOut: [],
};

const inputs: Report['inputs'] = {
  logs: [
    {
      path: '/var/log/apache2/access.log',
      node: 'web3',
      format: 'combined',
      lines: 1_204_331,
      parsed: 1_204_319,
      missed: {
        'request: expected a closing quote': 9,
        'time: expected dd/Mon/yyyy:HH:MM:SS +zzzz': 3,
      },
      from: '2026-11-21T00:00:01+01:00',
      to: '2026-11-21T23:59:58+01:00',
      bytes: 310_441_902,
    },
    {
      path: '/srv/farm/web4/access.log.gz',
      node: 'web4',
      format: 'lighttpd',
      lines: 88_120,
      parsed: 88_120,
      missed: {},
      from: '2026-11-21T06:00:00+01:00',
      to: '2026-11-22T06:00:00+01:00',
      bytes: 24_100_220,
    },
  ],
  series: [
    {
      name: 'processes.processes',
      node: 'web3',
      role: 'processes',
      unit: '1',
      from: '2026-11-19T19:20:00+01:00',
      to: '2026-11-21T19:20:00+01:00',
      stepSeconds: 300,
      points: 576,
    },
    {
      name: 'node_memory_used_bytes',
      node: 'web4',
      role: 'memory',
      unit: 'bytes',
      from: '2026-11-21T00:00:00+01:00',
      to: '2026-11-22T00:25:00+01:00',
      stepSeconds: 15,
      points: 5860,
    },
  ],
};

export const twoHosts: Report = {
  schema: 'culprit/report@1',
  made: {
    version: '0.1.0',
    arguments: [
      '/var/log/apache2/access.log',
      '/srv/farm/web4/access.log.gz',
      '--tz',
      'Europe/Paris',
      '--metrics',
      '/var/lib/munin',
      'http://prometheus:9090?match[]={instance="web4:9100"}',
    ],
  },
  verdict: 'culprit',
  inputs,
  incidents: [withChart, exportIncident],
  timeline: [
    {
      time: '2026-11-21T14:01:12+01:00',
      kind: 'first seen',
      text: 'SeekportBot at /partner/feed.php',
      ref: '1.1',
    },
    {
      time: '2026-11-21T14:03:00+01:00',
      kind: 'onset',
      text: 'Processes leave their usual range.',
      ref: '1',
    },
    { time: '2026-11-22T00:02:00+01:00', kind: 'ladder', text: 'node_load1 follows.', ref: '2' },
  ],
  limits: [
    {
      code: 'no-duration',
      text: 'The log of web3 has no durations: requests in progress are a lower bound.',
      remedy: 'Add %D to the LogFormat.',
    },
  ],
};

export const noCulprit: Report = {
  ...twoHosts,
  verdict: 'no-culprit-in-logs',
  incidents: [
    {
      ...crawlerIncident,
      host: null,
      primary: {
        series: 'memory.apps',
        role: 'memory',
        unit: 'bytes',
        baseline: 2_000_000_000,
        peak: 7_935_000_000,
      },
      ladder: [],
      verdict: 'no-culprit-in-logs',
      reasons: [
        {
          code: 'traffic-did-not-change',
          text: 'Traffic did not change: 10,412 requests where 10,380 were expected. Look at cron, backups and other services.',
        },
      ],
      culprits: [],
      victims: [],
      ruledOut: [],
    },
  ],
  timeline: [
    {
      time: '2026-11-21T14:03:00+01:00',
      kind: 'onset',
      text: 'Memory leaves its usual range.',
      ref: '1',
    },
  ],
  limits: [],
};

export const noIncident: Report = {
  ...twoHosts,
  verdict: 'no-incident',
  incidents: [],
  timeline: [],
  limits: [],
};

export const insufficientData: Report = {
  schema: 'culprit/report@1',
  verdict: 'insufficient-data',
  inputs: {
    logs: [
      {
        path: '-',
        format: 'unknown',
        lines: 3,
        parsed: 0,
        missed: { 'no format fits': 3 },
        bytes: 212,
      },
    ],
    series: [],
  },
  incidents: [],
  timeline: [],
  limits: [
    {
      code: 'no-series',
      text: 'Without resource series there is no incident to explain.',
      remedy: 'Give Munin or Prometheus files with --metrics.',
    },
  ],
};

function hostileChart(hostile: string, { id }: Culprit): IncidentChart {
  const column = [1, 2, null, 3];
  const cost = 'requests';
  return {
    from: crawlerIncident.start,
    stepSeconds: 60,
    points: 4,
    series: [{ series: hostile, role: hostile, unit: hostile, baseline: 1, values: column }],
    activities: [{ culprit: id, cost, unit: hostile, values: column, allTraffic: column }],
  };
}

/**
 * A report with `hostile` in every field that a client, a file name or a metric label can fill. The sources
 * of advice are our own table and stay as they are.
 */
export function reportWith(hostile: string): Report {
  const told = { subject: { route: hostile }, text: `saw ${hostile} there` };
  const culprit: Culprit = {
    ...crawler,
    subject: {
      route: hostile,
      client: hostile,
      network: hostile,
      agent: hostile,
      status: hostile,
      method: hostile,
      protocol: hostile,
      vhost: hostile,
      size: hostile,
      duration: hostile,
      referer: hostile,
    },
    aliases: [{ agent: hostile }, { route: hostile, client: hostile }],
    evidence: [
      { factor: hostile, value: 0.5, text: hostile },
      { factor: 'correlation', value: 1, text: `It is ${hostile}.` },
    ],
    exemplars: [
      { path: hostile, offset: 0, line: hostile, start: crawlerIncident.start, client: hostile },
      { path: `${hostile}.1`, offset: 7, line: `a ${hostile} b` },
    ],
    advice: [{ text: hostile, source: 'https://example.org/manual' }],
  };
  const incident: Incident = {
    ...crawlerIncident,
    host: hostile,
    primary: { ...crawlerIncident.primary, series: hostile, role: hostile, unit: hostile },
    ladder: [{ series: hostile, role: hostile, onset: crawlerIncident.start }],
    reasons: [{ code: hostile, text: hostile }],
    culprits: [culprit],
    victims: [told],
    ruledOut: [told],
    chart: hostileChart(hostile, culprit),
  };
  return {
    ...twoHosts,
    made: { version: hostile, arguments: [hostile, '--metrics', `${hostile}.json`] },
    incidents: [incident, { ...incident, verdict: 'no-culprit-in-logs', culprits: [] }],
    inputs: {
      logs: inputs.logs.map((log) => ({
        ...log,
        path: hostile,
        node: hostile,
        format: hostile,
        missed: { [`reason ${hostile}`]: 1 },
      })),
      series: inputs.series.map((series) => ({
        ...series,
        name: hostile,
        node: hostile,
        role: hostile,
        unit: hostile,
      })),
    },
    timeline: [
      { time: incident.start, kind: hostile, text: hostile, ref: hostile },
      { time: incident.end, kind: 'end', text: `then ${hostile}` },
    ],
    limits: [{ code: hostile, text: hostile, remedy: hostile }],
  };
}
