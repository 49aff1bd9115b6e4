import { count, counted, decimal, share } from '../report/numbers.ts';
import { LEAST_CLIENTS, WITH_ASSETS } from './crowd.ts';
import type { Detection, Observation, SliceCase } from './detection.ts';
import { quoted } from './quoted.ts';
import type { PageFacts } from './slice-facts.ts';

/** One address is used for a request or two, then the next. */
const MOST_PER_CLIENT = 3;
/** Clients that fetch style sheets and pictures: hardly any here, as many of the others as people's browsers do. */
const WITHOUT_ASSETS = 0.1;
/** Requests without a referer. */
const WITHOUT_REFERER = 0.9;
/** Agents that are drawn at random: nearly each client has another, or they are of browsers long gone. */
const AGENTS_PER_CLIENT = 0.6;
const ODD_AGENTS = 0.3;
/** People do not look at page 20 of a list. */
const DEEP_PAGE = 20;
const DEEP_SHARE = 0.3;
/** So many of the signs beside that of few requests a client. */
const LEAST_SIGNS = 2;

/**
 * A crawler without identity: very many addresses with a request or two each, and no sign of people behind them. No assets, no
 * referer, agents drawn at random or impossible, pages that nobody reads: each alone is met elsewhere, two of them are not.
 */
export function distributedCrawler(one: SliceCase): Detection | 'clear' | 'no-data' {
  const { requests, clients } = one.facts;
  if (clients === undefined) return 'no-data';
  if (clients < LEAST_CLIENTS || requests > MOST_PER_CLIENT * clients) return 'clear';
  if ((one.facts.assetClients ?? 0) >= WITH_ASSETS * clients) return 'clear';
  const signs = [assets(one), referers(one), agents(one), pages(one)].filter(
    (sign) => sign !== undefined,
  );
  if (signs.length < LEAST_SIGNS) return 'clear';
  const perClient = {
    name: 'requests-per-client',
    value: requests / clients,
    text: `${counted(clients, 'client')} made ${decimal(requests / clients)} of its requests each.`,
  };
  const { kind } = one;
  return {
    ...(kind === 'traffic-surge' || kind === 'slow-url' ? { kind: 'crawler-burst' } : {}),
    pattern: 'distributed-crawler',
    observations: [perClient, ...signs],
  };
}

function assets({ facts, traffic }: SliceCase): Observation | undefined {
  const { clients = 0, assetClients } = facts;
  if (assetClients === undefined || traffic.assetClients === undefined) return undefined;
  const part = assetClients / clients;
  const others = (traffic.assetClients - assetClients) / ((traffic.clients ?? 0) - clients);
  if (part > WITHOUT_ASSETS || !(others >= WITH_ASSETS)) return undefined;
  return {
    name: 'asset-clients',
    value: part,
    text: `${assetClients === 0 ? 'None' : share(part)} of these clients asked for a style sheet, script or picture; ${share(others)} of the others did.`,
  };
}

function referers({ facts, scene }: SliceCase): Observation | undefined {
  if (!scene.rollup.carries('referer')) return undefined;
  const part = 1 - (facts.names.referer?.named ?? 0) / facts.requests;
  if (part < WITHOUT_REFERER) return undefined;
  return {
    name: 'without-referer',
    value: part,
    text: `${share(part)} of its requests came from no other page (no referer).`,
  };
}

function agents({ facts }: SliceCase): Observation | undefined {
  const { clients = 0, names, requests, oddAgents = 0 } = facts;
  if (names.agent === undefined) return undefined;
  const { different, isMore } = names.agent;
  if (oddAgents >= ODD_AGENTS * requests) {
    const part = oddAgents / requests;
    return {
      name: 'odd-agents',
      value: part,
      text: `${share(part)} of its requests name a browser that is long out of use, or never was on that system.`,
    };
  }
  if (!isMore && different < AGENTS_PER_CLIENT * clients) return undefined;
  return {
    name: 'different-agents',
    value: different,
    text: `${isMore ? 'More than ' : ''}${counted(different, 'different User-Agent')} for ${counted(clients, 'client')}: as if drawn at random.`,
  };
}

function pages({ facts: { targets } }: SliceCase): Observation | undefined {
  const numbers = targets?.pages;
  if (targets === undefined || numbers === undefined) return undefined;
  if (numbers.requests < DEEP_SHARE * targets.read || numbers.middle < DEEP_PAGE) return undefined;
  return { name: 'deep-pages', value: numbers.middle, text: pagesText(numbers) };
}

/** From this correlation with time on pages go on and on. */
const CLIMBING = 0.5;

function pagesText({ name, middle, most, climb }: PageFacts): string {
  const deeper = climb >= CLIMBING ? ', ever deeper' : '';
  return `It went through ${quoted(name)} up to ${count(most)}, half of them beyond ${count(middle)}${deeper}.`;
}
