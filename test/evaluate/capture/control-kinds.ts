import type { CaptureKind } from './capture-kind.ts';
import { backgroundJob, rotateLog, startApplication, stopApplication } from './host-events.ts';
import { sent } from './sent-request.ts';
import { lighttpd, nginx } from './web-servers.ts';

const MB = 1e6;
const CRAWLER = 'Mozilla/5.0 (compatible; SiteMapper/3.0; +http://mapper.example/bot)';

/** Captures in which no request is to blame, and one whose log is rotated in its midst. */
export const controls: readonly CaptureKind[] = [
  {
    name: 'nginx-backend-dies',
    title: 'the application dies: 502 until somebody starts it again',
    server: nginx({ format: 'combined' }),
    rate: 30,
    root: '/shop',
    incident: true,
    plan: ({ incident, recovery }) => ({
      events: [
        { at: incident, happen: stopApplication },
        { at: recovery, happen: startApplication },
      ],
    }),
  },
  {
    name: 'nginx-deploy',
    title: 'the application is started again within three seconds',
    server: nginx({ format: 'timed' }),
    rate: 30,
    root: '/shop',
    incident: false,
    plan: ({ incident }) => ({
      events: [
        { at: incident, happen: stopApplication },
        { at: incident + 3, happen: startApplication },
      ],
    }),
  },
  {
    name: 'nginx-cron',
    title: 'a job that computes and fills memory, beside ordinary traffic',
    server: nginx({ format: 'combined' }),
    rate: 25,
    root: '/blog',
    incident: true,
    plan: ({ incident, recovery }) => ({
      events: [1, 2].map(() => ({
        at: incident,
        happen: backgroundJob(recovery - incident, 200 * MB),
      })),
    }),
  },
  {
    name: 'lighttpd-quiet-crawler',
    title: 'a day on which nothing is wrong, with a crawler that does no harm',
    server: lighttpd,
    rate: 25,
    root: '/docs',
    incident: false,
    plan: ({ incident, recovery }, draw) => ({
      requests: draw.arrivals(15, incident, recovery).map((at) =>
        sent({
          ...{ at, client: '127.140.2.30', agent: CRAWLER },
          ...{ target: `/docs/item/${draw.whole(1000, 5000)}`, bytes: 9000 },
        }),
      ),
    }),
  },
  {
    name: 'lighttpd-slow-link',
    title:
      'one client fetches backups over a slow link, through lighttpd, which logs them at their end',
    server: lighttpd,
    rate: 20,
    root: '/intranet',
    incident: false,
    plan: ({ incident, recovery }) => ({
      requests: [1, 2, 3].map((part) =>
        sent({
          ...{ at: incident + part, client: '127.200.0.14', agent: 'curl/7.88.1' },
          target: `/intranet/backup/part${part}.tar`,
          ...{ bytes: 40 * MB },
          bytesPerSecond: (40 * MB) / (recovery - incident - 10),
        }),
      ),
    }),
  },
  {
    name: 'nginx-rotation',
    title: 'the log is rotated in the midst of an incident',
    server: nginx({ format: 'timed' }),
    rate: 25,
    root: '/crm',
    incident: true,
    culprit: { kind: 'slow-url', logRegex: '/crm/statement/pdf' },
    plan: ({ incident, recovery }, draw) => ({
      requests: draw.arrivals(3, incident, recovery).map((at) =>
        sent({
          ...{ at, client: `127.45.2.${draw.whole(1, 40)}`, agent: 'Mozilla/5.0 (compatible)' },
          target: `/crm/statement/pdf?customer=${draw.whole(1, 9000)}`,
          ...{ waitSeconds: draw.between(5, 12), memoryBytes: 6 * MB, bytes: 300_000 },
        }),
      ),
      events: [{ at: (incident + recovery) / 2, happen: rotateLog }],
    }),
  },
];
