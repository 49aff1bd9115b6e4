/** Troubles in which processors are busy, or more comes than can be served. */
import { BACKGROUND, type PlannedRequest, planned } from './planned-request.ts';
import {
  added,
  type InjectedCulprit,
  type Injection,
  type Mechanism,
  type Scenario,
} from './scenario.ts';
import { address, browser } from './site.ts';
import { isOf } from './site-pages.ts';
import { crawler } from './slow-mechanisms.ts';

/** A case stays small: what would be more requests is fewer that ask for more. */
const MOST_REQUESTS = 6000;

interface Demand {
  /** Requests a second. */
  readonly rate: number;
  readonly cpuSeconds: number;
}

/** Requests that ask for a good part of the processors, or for more than there is, each for `least` or longer. */
function demandOf({ machine, draw, from, to }: Scenario, least: number): Demand {
  const cores = machine.cores * draw.logBetween(0.6, 1.3);
  const cpuSeconds = Math.max(least, (cores * (to - from)) / MOST_REQUESTS);
  return { rate: cores / cpuSeconds, cpuSeconds };
}

/** What one request is, beside when it comes and whose it is. */
type Asked = Omit<Parameters<typeof planned>[0], 'at' | 'owner'>;

/** A day on which one culprit keeps the processors busy, with requests at a rate a second. */
function keptBusy(
  scenario: Scenario,
  culprit: Pick<InjectedCulprit, 'kind' | 'note'> & {
    readonly rate: number;
    readonly cost?: 'count' | 'duration';
  },
  asked: (place: number) => Asked,
): Injection {
  const { kind, note, rate, cost = 'count' } = culprit;
  const { draw, from, to } = scenario;
  const requests = draw
    .arrivals(rate, from, to)
    .map((at, place) => planned({ at, ...asked(place), owner: 1 }));
  const altCost = cost === 'count' ? 'duration' : 'count';
  return added(scenario, requests, {
    resource: 'cpu',
    culprits: [{ id: 1, kind, cost, altCost, note }],
  });
}

/** A search that costs seconds of work, by a few clients. */
export const cpuSearch: Mechanism = (scenario) => {
  const { draw } = scenario;
  const { rate, cpuSeconds } = demandOf(scenario, draw.logBetween(0.8, 2.5));
  const clients = Array.from({ length: draw.whole(1, 5) }, () => address(draw));
  const agent = browser(draw);
  const facets = { kind: 'slow-url', cost: 'duration', note: 'facets without an index' } as const;
  return keptBusy(scenario, { ...facets, rate }, () => ({
    client: draw.oneOf(clients),
    agent,
    target: `/search/facets?colour=${draw.whole(1, 40)}&size=${draw.whole(1, 40)}&sort=price`,
    bytes: Math.round(draw.logNormal(30_000, 0.3)),
    cpuSeconds: draw.logNormal(cpuSeconds, 0.4),
    waitSeconds: 0.1,
  }));
};

/** One client that tries passwords. */
export const bruteForce: Mechanism = (scenario) => {
  const { draw, site } = scenario;
  const client = address(draw);
  const { rate, cpuSeconds } = demandOf(scenario, 0.4);
  const guesses = { kind: 'crawler-burst', note: 'passwords are hashed, which is work' };
  return keptBusy(scenario, { ...guesses, rate }, () => ({
    client,
    agent: 'Go-http-client/2.0',
    method: 'POST',
    target: site.signIn,
    status: 401,
    bytes: 1400,
    cpuSeconds: draw.logNormal(cpuSeconds, 0.1),
  }));
};

/** Many people at once, from one place, on one page and what belongs to it. */
export const flashCrowd: Mechanism = (scenario) => {
  const { draw, site } = scenario;
  // Of what comes a part is the page, the rest what belongs to it and costs next to nothing.
  const pageShare = 0.45;
  const { rate, cpuSeconds } = demandOf(scenario, 0.25);
  const crowd = { kind: 'traffic-surge', note: 'a page was in the news' };
  return keptBusy(scenario, { ...crowd, rate: rate / pageShare }, () => {
    const isPage = draw.chance(pageShare);
    return {
      client: address(draw),
      agent: browser(draw),
      referer: isPage ? 'https://news.example/' : `${site.origin}${site.newsPage}`,
      target: isPage ? site.newsPage : draw.oneOf(site.newsFiles),
      bytes: Math.round(draw.logNormal(40_000, 0.3)),
      cpuSeconds: isPage ? draw.logNormal(cpuSeconds, 0.2) : 0.002,
      waitSeconds: 0.05,
    };
  });
};

/** A crawler that looks like people: an address and an agent for each request, no referer, no files, ever deeper pages. */
export const distributed: Mechanism = (scenario) => {
  const { draw, site } = scenario;
  const { rate, cpuSeconds } = demandOf(scenario, 0.5);
  const note = 'pages of the archive that nobody reads, hence in no cache';
  return keptBusy(scenario, { kind: 'crawler-burst', note, rate }, (place) => {
    const chrome = draw.whole(60, 141);
    return {
      client: address(draw),
      agent: `Mozilla/5.0 (Windows NT ${draw.whole(6, 10)}.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${chrome}.0.${draw.whole(1000, 7000)}.${draw.whole(10, 200)} Safari/537.36`,
      target: site.deepPage(place),
      bytes: Math.round(draw.logNormal(24_000, 0.3)),
      cpuSeconds: draw.logNormal(cpuSeconds, 0.3),
      waitSeconds: 0.1,
    };
  });
};

/** One page, each time with an argument that was never there, so that no cache has it. */
export const cacheBusting: Mechanism = (scenario) => {
  const { draw, site } = scenario;
  const clients = Array.from({ length: draw.whole(2, 40) }, () => address(draw));
  const { rate, cpuSeconds } = demandOf(scenario, 0.3);
  return keptBusy(scenario, { kind: 'traffic-surge', note: 'arguments made up', rate }, () => ({
    client: draw.oneOf(clients),
    agent: browser(draw),
    target: `${site.home}?${draw.whole(1e8, 9e8).toString(36)}=${draw.whole(1e8, 9e8)}`,
    bytes: Math.round(draw.logNormal(18_000, 0.2)),
    cpuSeconds: draw.logNormal(cpuSeconds, 0.2),
    waitSeconds: 0.05,
  }));
};

/** A robot that holds workers, and one that tries passwords, at the same time. */
export const two: Mechanism = (scenario) => {
  const first = crawler(scenario);
  const second = bruteForce(scenario);
  const others = second.requests.filter(({ owner }) => owner > 0);
  return {
    ...first,
    requests: [...first.requests, ...others.map((one) => ({ ...one, owner: 2 }))],
    culprits: [...first.culprits, ...second.culprits.map((one) => ({ ...one, id: 2 }))],
  };
};

/** A page that fails at once, which is work; its clients come again and again, seconds later. */
export const failing: Mechanism = (scenario) => {
  const { background, draw, from, to, site } = scenario;
  const page = draw.oneOf(site.askedAgain);
  const { rate, cpuSeconds } = demandOf(scenario, draw.logBetween(0.15, 0.6));
  const own = background.filter(
    ({ target, at, owner }) => owner === BACKGROUND && isOf(page, target) && at >= from && at < to,
  );
  const times = (rate * (to - from)) / Math.max(1, own.length);
  const failed = (one: PlannedRequest, at: number): PlannedRequest => ({
    ...one,
    at,
    status: 500,
    bytes: draw.whole(3000, 3400),
    cpuSeconds: draw.logNormal(cpuSeconds, 0.2),
    waitSeconds: 0,
    owner: 1,
  });
  const failures = own.flatMap((one) => {
    const all = [failed(one, one.at)];
    const count = Math.floor(times + draw.between(0, 1));
    for (let at = one.at; all.length < count; all.push(failed(one, at))) at += draw.exponential(5);
    return all.filter(({ at }) => at < to);
  });
  const others = new Set<PlannedRequest>(own);
  return {
    requests: [...background.filter((one) => !others.has(one)), ...failures],
    otherwise: background,
    jobs: [],
    resource: 'cpu',
    culprits: [
      { id: 1, kind: 'error-burst', cost: 'count', altCost: 'duration', note: `${page} fails` },
    ],
  };
};
