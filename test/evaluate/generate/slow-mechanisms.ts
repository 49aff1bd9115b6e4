/** Troubles in which workers are held: by what waits, by who is slow, by what is large. */
import type { Draw } from './draw.ts';
import { NO_REQUEST } from './log-formats.ts';
import { BACKGROUND, type PlannedRequest, planned } from './planned-request.ts';
import { added, type Injection, type Mechanism, type Scenario } from './scenario.ts';
import { address, browser } from './site.ts';
import { isOf } from './site-pages.ts';

const CRAWLER = 'Mozilla/5.0 (compatible; PartnerSync/1.4; +https://partner.example/bot)';

/** A case stays small: what would be more requests is fewer that take longer. */
const MOST_REQUESTS = 6000;

/** How long each takes, seconds, when requests are to hold so many workers for a time: `least`, or longer. */
function secondsFor(workers: number, duration: number, least: number): number {
  return Math.max(least, (workers * duration) / MOST_REQUESTS);
}

function crawl(
  { machine }: Scenario,
  { from, to, clients, draw }: { from: number; to: number; clients: readonly string[]; draw: Draw },
): readonly PlannedRequest[] {
  const held = machine.workers * draw.logBetween(0.4, 0.9);
  const seconds = secondsFor(held, to - from, draw.logBetween(8, 40));
  return draw.arrivals(held / seconds, from, to).map((at) =>
    planned({
      at,
      client: draw.oneOf(clients),
      agent: CRAWLER,
      target: `/partner/availability?sku=${draw.whole(1, 90_000)}`,
      bytes: Math.round(draw.logNormal(5000, 0.3)),
      cpuSeconds: 0.05,
      waitSeconds: draw.logNormal(seconds, 0.3),
      memoryBytes: 12e6,
      owner: 1,
    }),
  );
}

const crawlerFacts: Pick<Injection, 'culprits' | 'resource'> = {
  resource: 'workers',
  culprits: [
    { id: 1, kind: 'crawler-burst', cost: 'duration', note: 'a page that waits for a partner' },
  ],
};

/** One robot, or a few addresses of its network, on a page that waits for a host elsewhere. */
export const crawler: Mechanism = (scenario) => {
  const { draw, from, to } = scenario;
  const network = `185.${draw.whole(10, 250)}.${draw.whole(0, 255)}`;
  const count = draw.oneOf([1, 1, 6, 24]);
  const clients = Array.from({ length: count }, () => `${network}.${draw.whole(1, 254)}`);
  return added(scenario, crawl(scenario, { from, to, clients, draw }), crawlerFacts);
};

/** The same, begun before the log. */
export const atBegin: Mechanism = (scenario) =>
  crawler({ ...scenario, from: 0, to: Math.max(900, 0.22 * scenario.spanSeconds) });

/** The same, still going on at the end of the log. */
export const atEnd: Mechanism = (scenario) =>
  crawler({ ...scenario, from: 0.8 * scenario.spanSeconds, to: scenario.spanSeconds });

/** A robot that comes ever oftener for hours. */
export const slowRamp: Mechanism = (scenario) => {
  const { draw, machine, spanSeconds } = scenario;
  const [from, to] = [0.35 * spanSeconds, 0.92 * spanSeconds];
  const client = address(draw);
  const most = machine.workers * 0.85;
  const seconds = secondsFor(most, to - from, 15);
  const requests = draw
    .arrivals(most / seconds, from, to)
    .filter((at) => draw.chance((at - from) / (to - from)))
    .map((at) =>
      planned({
        at,
        client,
        agent: CRAWLER,
        target: `/partner/history?account=${draw.whole(1, 9000)}`,
        bytes: 8000,
        waitSeconds: draw.logNormal(seconds, 0.3),
        memoryBytes: 10e6,
        owner: 1,
      }),
    );
  return added(scenario, requests, crawlerFacts);
};

/** Seconds after which a backend that does not answer is given up. */
export const LONGEST_WAIT = 180;

/** A page whose backend has become slow: the same requests as ever. */
export const slowBackend: Mechanism = (scenario) =>
  slowed(scenario, scenario.draw.logBetween(0.35, 0.9));

/** The same, with requests that would hold such a part of the workers, or more than there are. */
function slowed(scenario: Scenario, part: number): Injection {
  const { background, draw, from, to, site } = scenario;
  const page = draw.oneOf(site.busyPages);
  const own = background.filter(
    ({ target, at, owner }) => owner === BACKGROUND && isOf(page, target) && at >= from && at < to,
  );
  const wanted = (scenario.machine.workers * part * (to - from)) / Math.max(1, own.length);
  const seconds = Math.min(LONGEST_WAIT, wanted);
  const slow = new Set(own);
  return {
    requests: background.map((one) =>
      slow.has(one) ? { ...one, waitSeconds: draw.logNormal(seconds, 0.3), owner: 1 } : one,
    ),
    otherwise: background,
    jobs: [],
    resource: 'workers',
    culprits: [{ id: 1, kind: 'slow-url', cost: 'duration', note: `${page} waits` }],
  };
}

/** A slow backend takes all workers, of which there are few; clients of other pages give up and come again. */
export const retryStorm: Mechanism = (scenario) => {
  const injection = slowed(scenario, 1.6);
  const requests = injection.requests.map((one) =>
    one.owner > 0 ? one : { ...one, patienceSeconds: 8 },
  );
  return { ...injection, requests };
};

/** A slow backend while cheap pages are asked for far oftener than usual. */
export const raisedVictims: Mechanism = (scenario) => {
  const { background, draw, from, to, site } = scenario;
  const injection = slowBackend(scenario);
  const cheap = background.filter(
    ({ target, at }) => site.isCheap(target) && at >= from && at < to,
  );
  const more = cheap.flatMap((one) =>
    [1, 2].map(() => ({ ...one, at: draw.between(from, to), client: address(draw) })),
  );
  return {
    ...injection,
    requests: [...injection.requests, ...more],
    otherwise: [...background, ...more],
  };
};

/** Clients that send their headers a byte at a time: the server gives up on them, and writes 408. */
export const slowClients: Mechanism = (scenario) => {
  const { draw, from, to, machine } = scenario;
  const clients = Array.from({ length: draw.whole(3, 30) }, () => address(draw));
  const held = machine.workers * draw.between(0.6, 1.1);
  const seconds = secondsFor(held, to - from, draw.oneOf([20, 40, 60]));
  const requests = draw.arrivals(held / seconds, from, to).map((at) =>
    planned({
      at,
      client: draw.oneOf(clients),
      agent: '-',
      target: NO_REQUEST,
      status: 408,
      bytes: 0,
      cpuSeconds: 0,
      waitSeconds: seconds,
      memoryBytes: 1e5,
      owner: 1,
    }),
  );
  return added(scenario, requests, {
    resource: 'workers',
    culprits: [
      { id: 1, kind: 'saturation', cost: 'count', altCost: 'duration', note: 'slow headers' },
    ],
  });
};

/** Many people who fetch one large file over slow links, a worker held for each. */
export const downloads: Mechanism = (scenario) => {
  const { draw, from, to, machine } = scenario;
  const bytes = draw.logBetween(1.5e7, 6e7);
  const held = machine.workers * draw.between(0.4, 0.9);
  const seconds = secondsFor(held, to - from, draw.logBetween(60, 240));
  const bytesPerSecond = bytes / seconds;
  const requests = draw.arrivals(held / seconds, from, to).map((at) =>
    planned({
      at,
      client: address(draw),
      agent: browser(draw),
      target: '/files/release-7.1.zip',
      bytes: Math.round(bytes),
      cpuSeconds: 0.01,
      bytesPerSecond: draw.logNormal(bytesPerSecond, 0.3),
      owner: 1,
    }),
  );
  return added(scenario, requests, {
    resource: 'workers',
    culprits: [
      { id: 1, kind: 'oversized-response', cost: 'bytes', altCost: 'duration', note: 'a release' },
    ],
  });
};

/** A few responses of a good part of the memory, each held in a buffer until a slow client has taken it. */
export const oversized: Mechanism = (scenario) => {
  const { draw, from, to, machine } = scenario;
  const client = address(draw);
  const count = draw.whole(2, 5);
  const requests = Array.from({ length: count }, (_, i) => {
    const bytes = machine.ramBytes * draw.between(0.25, 0.55);
    return planned({
      at: from + ((to - from) * (i + draw.between(0.1, 0.5))) / count,
      client,
      agent: 'python-requests/2.32.3',
      target: `/report/export?from=2001-01-0${i + 1}&format=raw`,
      bytes: Math.round(bytes),
      cpuSeconds: 1,
      waitSeconds: draw.between(1, 5),
      bytesPerSecond: bytes / (((to - from) / count) * draw.between(0.25, 0.45)),
      owner: 1,
    });
  });
  return added(scenario, requests, {
    resource: 'memory',
    culprits: [
      { id: 1, kind: 'oversized-response', cost: 'bytes', note: 'exports without a limit' },
    ],
  });
};
