import { counted, share } from '../report/numbers.ts';
import { isCrawler } from '../request/crawler.ts';
import { LEAST_CLIENTS, WITH_ASSETS } from './crowd.ts';
import type { Detection, Observation, SliceCase } from './detection.ts';
import { quoted } from './quoted.ts';
import { requestsWhere } from './slice-facts.ts';

/** Nobody of them makes more than this share of the requests. */
const MOST_OF_ONE = 0.2;
/** Programs that say so may be among them up to this share. */
const MOST_ROBOTS = 0.2;
/** People use browsers of many kinds. */
const LEAST_AGENTS = 5;
/** People come from where the page is linked. */
const ONE_REFERER = 0.3;

/** A crowd of people: many clients with browsers of many kinds that load whole pages, or come from one place. */
export function flashCrowd(one: SliceCase): Detection | 'clear' | 'no-data' {
  const { facts, kind } = one;
  const { clients, names, requests } = facts;
  if (kind !== 'traffic-surge') return 'clear';
  if (clients === undefined || names.client === undefined) return 'no-data';
  if (clients < LEAST_CLIENTS || (names.client.most[0]?.requests ?? 0) > MOST_OF_ONE * requests)
    return 'clear';
  if (names.agent !== undefined && !areBrowsers(one)) return 'clear';
  const signs = [assets(one), referer(one)].filter((sign) => sign !== undefined);
  if (signs.length === 0) return 'clear';
  const crowd = {
    name: 'clients',
    value: clients,
    text: `${counted(clients, 'client')} made its ${counted(requests, 'request')}, none of them more than ${share((names.client.most[0]?.requests ?? 0) / requests)}.`,
  };
  return { pattern: 'flash-crowd', observations: [crowd, ...signs] };
}

function areBrowsers({ facts: { names, requests } }: SliceCase): boolean {
  const robots = requestsWhere(names.agent, isCrawler);
  return (names.agent?.different ?? 0) >= LEAST_AGENTS && robots <= MOST_ROBOTS * requests;
}

function assets({ facts: { clients = 0, assetClients } }: SliceCase): Observation | undefined {
  const part = (assetClients ?? 0) / clients;
  if (assetClients === undefined || part < WITH_ASSETS) return undefined;
  return {
    name: 'asset-clients',
    value: part,
    text: `${share(part)} of them loaded style sheets, scripts or pictures too, as browsers do.`,
  };
}

function referer({ facts: { names, requests } }: SliceCase): Observation | undefined {
  const most = names.referer?.most[0];
  if (most === undefined || most.requests < ONE_REFERER * requests) return undefined;
  const part = most.requests / requests;
  return {
    name: 'referer-share',
    value: part,
    text: `${share(part)} of its requests came from pages of ${quoted(most.name)}.`,
  };
}
