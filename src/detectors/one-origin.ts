import type { Pattern } from '../analysis/culprit-pattern.ts';
import { counted, decimal, share } from '../report/numbers.ts';
import { isCrawler } from '../request/crawler.ts';
import { isOddAgent } from '../request/odd-agent.ts';
import { sumBetween } from '../statistics/summaries.ts';
import type { Detection, Observation, SliceCase } from './detection.ts';
import { quoted } from './quoted.ts';
import { singleSlice } from './single-slice.ts';
import { type NamedRequests, requestsWhere } from './slice-facts.ts';

/** From such a share on one name is behind it all. */
const NEARLY_ALL = 0.8;
/** Fewer requests are nobody's burst. */
const LEAST_REQUESTS = 20;
/** A few clients are a burst when each asks so often, and so many times as often as the other clients. */
const OFTEN = 20;
const MORE_THAN_OTHERS = 5;

/** A burst with one origin: one client, one network, a few clients that ask very often, or a robot that says so. */
export function oneOrigin(one: SliceCase): Detection | 'clear' | 'no-data' {
  const { facts, kind } = one;
  const { requests, clients, names } = facts;
  if (requests < LEAST_REQUESTS) return 'clear';
  if (clients === undefined && names.agent === undefined) return 'no-data';
  const origin = originOf(one);
  const robot = robotOf(one);
  if (origin === undefined && robot === undefined) return 'clear';
  const pattern = origin?.pattern;
  const followed =
    robot === undefined && pattern === 'one-network' ? followedLinks(one) : undefined;
  const isBurst = kind === 'traffic-surge' && followed === undefined;
  return {
    ...(isBurst ? { kind: 'crawler-burst' } : {}),
    ...(pattern === undefined ? {} : { pattern }),
    observations: [origin?.observation, robot, followed].filter(
      (observation) => observation !== undefined,
    ),
  };
}

/** Programs seldom say where they come from: from this share of requests with a referer on, people follow links. */
const WITH_REFERER = 0.8;

/** An office is one network as well: its people come from pages, with the same browser maybe, none of which is out of date. */
function followedLinks({ facts: { requests, names } }: SliceCase): Observation | undefined {
  const referred = names.referer?.named ?? 0;
  if (referred < WITH_REFERER * requests || names.agent === undefined) return undefined;
  if (requestsWhere(names.agent, isOddAgent) > 0) return undefined;
  const value = referred / requests;
  const text = `${share(value)} of its requests name the page that they came from, as those of people in one office do and those of few programs.`;
  return { name: 'with-referer', value, text };
}

interface Origin {
  readonly pattern?: Pattern;
  readonly observation: Observation;
}

function originOf({ facts, traffic, scene }: SliceCase): Origin | undefined {
  const { requests, clients, names } = facts;
  const client = names.client?.most[0];
  if (isBehind(client, requests)) {
    const text = `Client ${quoted(client.name)} made ${part(client, requests)} its ${counted(requests, 'request')}.`;
    return { pattern: 'one-client', observation: observed(client, requests, 'client-share', text) };
  }
  if (clients === undefined) return undefined;
  const network = names.network?.most[0];
  if (isBehind(network, requests) && isApart(network, { scene, facts, traffic })) {
    const text = `${counted(clients, 'client')} made its ${counted(requests, 'request')}, ${part(network, requests)} them from the network ${quoted(network.name)}.`;
    return {
      pattern: 'one-network',
      observation: observed(network, requests, 'network-share', text),
    };
  }
  const each = requests / clients;
  const others = (traffic.requests - requests) / ((traffic.clients ?? 0) - clients);
  if (each < OFTEN || !(each >= MORE_THAN_OTHERS * others)) return undefined;
  const text = `${counted(clients, 'client')} made ${decimal(each)} of its requests each, all others ${decimal(others)} requests each.`;
  return { observation: { name: 'requests-per-client', value: each, text } };
}

function robotOf({ facts: { names, requests } }: SliceCase): Observation | undefined {
  const agent = names.agent?.most[0];
  if (!isBehind(agent, requests) || !isCrawler(agent.name)) return undefined;
  const text = `${quoted(agent.name)}, which says itself that it is a program, made ${part(agent, requests)} them.`;
  return observed(agent, requests, 'robot-share', text);
}

/** Most of the other requests are from elsewhere: behind a proxy, or in an office, all are from one network. */
const MOST_OF_OTHERS = 0.5;

function isApart(
  { name, requests }: NamedRequests,
  { scene, facts, traffic }: Pick<SliceCase, 'scene' | 'facts' | 'traffic'>,
): boolean {
  const whole = singleSlice(scene, 'network', name);
  if (whole === undefined) return true;
  const all = sumBetween(scene.activity(whole, 'requests'), scene.from, scene.to);
  return all - requests <= MOST_OF_OTHERS * Math.max(1, traffic.requests - facts.requests);
}

/** `all of`, or `85 % of`, to stand before the requests. */
function part(of: NamedRequests, requests: number): string {
  return of.requests === requests ? 'all of' : `${share(of.requests / requests)} of`;
}

function isBehind(name: NamedRequests | undefined, requests: number): name is NamedRequests {
  return name !== undefined && name.requests >= NEARLY_ALL * requests;
}

function observed(of: NamedRequests, requests: number, name: string, text: string): Observation {
  return { name, value: of.requests / requests, text };
}
