import { browser } from '../generate/site.ts';
import type { CaptureKind } from './capture-kind.ts';
import { sent } from './sent-request.ts';
import { apache, lighttpd, nginx, uwsgi } from './web-servers.ts';

const MB = 1e6;
const HARVESTER = 'OfferHarvester/1.4 (+http://harvest.example/about)';

/** Captures in which something takes long. */
export const slowKinds: readonly CaptureKind[] = [
  {
    name: 'nginx-crawler-hanging',
    title: 'a crawler asks for what hangs on a remote host, behind nginx without durations',
    server: nginx({ format: 'combined' }),
    rate: 25,
    root: '/market',
    incident: true,
    culprit: { kind: 'crawler-burst', logRegex: 'OfferHarvester' },
    plan: ({ incident, recovery }, draw) => ({
      requests: draw.arrivals(2, incident, recovery).map((at) =>
        sent({
          ...{ at, client: `127.114.8.${draw.whole(30, 33)}`, agent: HARVESTER },
          target: `/market/partners/offers/${draw.whole(100, 9999)}`,
          ...{ waitSeconds: draw.between(20, 45), memoryBytes: 2 * MB },
        }),
      ),
    }),
  },
  {
    name: 'lighttpd-crawler-hanging',
    title: 'one client with a browser for an agent asks for what hangs, behind lighttpd',
    server: lighttpd,
    rate: 25,
    root: '',
    incident: true,
    culprit: { kind: 'crawler-burst', logRegex: '127\\.61\\.7\\.200 .*/locator/near' },
    plan: ({ incident, recovery, end }, draw) => ({
      requests: [
        ...draw.arrivals(0.15, 0, end).map((at) => ({
          ...located(at, draw.between(0.1, 0.4)),
          client: `127.62.4.${draw.whole(1, 200)}`,
        })),
        ...draw.arrivals(2, incident, recovery).map((at) => located(at, draw.between(20, 50))),
      ],
    }),
  },
  {
    name: 'uwsgi-workers',
    title: 'one client takes all workers of uWSGI, whose own log is all there is',
    server: uwsgi({ processes: 4, threads: 4 }),
    rate: 15,
    root: '/gis',
    incident: true,
    culprit: { kind: 'slow-url', logRegex: '/gis/tiles/render' },
    plan: ({ incident, recovery }, draw) => ({
      requests: draw.arrivals(3.5, incident, recovery).map((at) =>
        sent({
          ...{ at, client: '127.77.1.8', agent: 'python-requests/2.31.0' },
          target: `/gis/tiles/render?z=${draw.whole(10, 18)}&x=${draw.whole(1, 999)}`,
          waitSeconds: draw.between(3, 6),
        }),
      ),
    }),
  },
  {
    name: 'nginx-slow-page',
    title: 'a page becomes slow by itself, asked for as ever, in a log of JSON',
    server: nginx({ format: 'json' }),
    rate: 30,
    root: '/lib',
    incident: true,
    culprit: { kind: 'slow-url', logRegex: '/lib/item/', inWindow: true },
    plan: ({ incident, recovery }, draw) => ({
      visits: (visits) =>
        visits.map((visit) =>
          /\/item\//.test(visit.target) && visit.at >= incident && visit.at < recovery
            ? { ...visit, waitSeconds: draw.between(4, 9), memoryBytes: 2 * MB }
            : visit,
        ),
    }),
  },
  {
    name: 'apache-slow-page',
    title: 'a page becomes slow by itself, asked for as ever, in a log without durations',
    server: apache('prefork', { format: 'combined', workers: 150 }),
    rate: 25,
    root: '/wiki',
    incident: true,
    culprit: { kind: 'slow-url', logRegex: '/wiki/search', inWindow: true },
    plan: ({ incident, recovery }, draw) => ({
      visits: (visits) =>
        visits.map((visit) =>
          /\/search/.test(visit.target) && visit.at >= incident && visit.at < recovery
            ? { ...visit, waitSeconds: draw.between(15, 30), memoryBytes: 3 * MB }
            : visit,
        ),
    }),
  },
  {
    name: 'nginx-cache-busting',
    title: 'arguments that are made up, so that no cache helps, behind nginx without durations',
    server: nginx({ format: 'combined' }),
    rate: 20,
    root: '/store',
    incident: true,
    culprit: { kind: 'cachebusting', logRegex: '/store/catalogue\\?\\w+=' },
    plan: ({ incident, recovery, end }, draw) => ({
      requests: [
        ...draw.arrivals(1, 0, end).map((at) =>
          sent({
            ...{ at, client: `127.21.${draw.whole(0, 9)}.${draw.whole(1, 250)}` },
            ...{ agent: browser(draw), target: '/store/catalogue', bytes: 30_000 },
          }),
        ),
        ...draw.arrivals(12, incident, recovery).map((at) =>
          sent({
            ...{ at, client: `127.99.${draw.whole(0, 3)}.${draw.whole(1, 20)}` },
            agent: browser(draw),
            target: `/store/catalogue?${draw.whole(1e5, 1e9).toString(36)}=${draw.whole(1, 1e9)}`,
            ...{ bytes: 30_000, waitSeconds: 2.5, memoryBytes: 5 * MB },
          }),
        ),
      ],
    }),
  },
  {
    name: 'apache-distributed-crawler',
    title: 'a crawler from 200 addresses without an agent in common, on Apache',
    server: apache('event', { format: 'vhostCombinedD', workers: 150 }),
    rate: 20,
    root: '/forum',
    incident: true,
    culprit: { kind: 'crawler-burst', logRegex: '127\\.(150|151|160|172)\\.\\d+\\.\\d+ ' },
    plan: ({ incident, recovery }, draw) => {
      const addresses = Array.from(
        { length: 200 },
        () => `127.${draw.oneOf([150, 151, 160, 172])}.${draw.whole(0, 255)}.${draw.whole(1, 254)}`,
      );
      return {
        requests: draw.arrivals(10, incident, recovery).map((at) =>
          sent({
            ...{ at, client: draw.oneOf(addresses), agent: madeUpAgent(draw.whole(60, 140)) },
            target: `/forum/archive/${draw.whole(2003, 2026)}/${draw.whole(1, 400)}?page=${draw.whole(1, 90)}`,
            ...{ bytes: 22_000, waitSeconds: draw.between(1.5, 4), memoryBytes: 5 * MB },
          }),
        ),
      };
    },
  },
];

function located(at: number, waitSeconds: number): ReturnType<typeof sent> {
  return sent({
    at,
    client: '127.61.7.200',
    agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0',
    target: `/locator/near?lat=${(48 + (at % 3)).toFixed(3)}&lon=${(9 + (at % 7)).toFixed(3)}`,
    waitSeconds,
    memoryBytes: 3 * MB,
  });
}

function madeUpAgent(version: number): string {
  return `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.${version * 37}.${version % 90} Safari/537.36`;
}
