import { word } from '../support/words.ts';
import { Random } from './random.ts';
import type { BenchRequest } from './request.ts';

/** How much traffic is made, and when: the ends of its requests lie evenly in the span, in order. */
export interface Plan {
  readonly seed: number;
  readonly lines: number;
  /** Epoch milliseconds UTC. */
  readonly fromMs: number;
  readonly toMs: number;
}

const CLIENTS = 50_000;
const PAGES = 20_000;
const SECTIONS: readonly string[] = 'news blog shop help forum docs media about'.split(' ');
const STATIC_FILES: readonly string[] = Array.from(
  { length: 120 },
  (_, i) => `/static/${word(i)}.${['css', 'js', 'png', 'woff2'][i % 4]}`,
);
const AGENTS: readonly string[] = Array.from({ length: 300 }, (_, i) => agentOf(i));
const SLOWEST_US = 900_000;
const LARGEST_PAGE = 90_000;

function agentOf(number: number): string {
  const systems = ['Windows NT 10.0; Win64; x64', 'X11; Linux x86_64', 'Linux; Android 14; K'];
  const system = systems[number % systems.length];
  return `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${100 + number}.0.0.0 Safari/537.36`;
}

/** What visitors of a shop ask for: 50,000 clients, 20,000 pages, 300 agents, the first of each most often. */
export function* ordinaryTraffic(plan: Plan): Generator<BenchRequest> {
  const random = new Random(plan.seed);
  for (let i = 0; i < plan.lines; i++) {
    const client = random.skewedBelow(CLIENTS);
    const share = random.share();
    yield {
      client: `81.${client >> 8}.${client & 255}.${(client % 9) + 1}`,
      endMs: endOf(plan, i),
      durationUs: Math.floor(share * share * share * share * SLOWEST_US) + 400,
      method: random.below(20) === 0 ? 'POST' : 'GET',
      target: pageOf(random),
      status: statusOf(random),
      bytes: random.skewedBelow(LARGEST_PAGE) + 200,
      referer: random.below(3) === 0 ? '-' : 'https://www.example.org/shop/',
      agent: AGENTS[random.skewedBelow(AGENTS.length)] ?? '-',
    };
  }
}

function pageOf(random: Random): string {
  const page = random.skewedBelow(PAGES);
  const kind = random.below(10);
  if (kind < 4) return random.oneOf(STATIC_FILES);
  if (kind < 7) return `/product/${page}?ref=${SECTIONS[page % SECTIONS.length]}`;
  if (kind < 9) return `/${SECTIONS[page % SECTIONS.length]}/${word(page % 400)}/`;
  return `/api/v2/items/${page}/stock`;
}

const STATUSES: readonly number[] = [404, 304, 301, 302, 500];

function statusOf(random: Random): number {
  const number = random.below(100);
  return number < STATUSES.length * 2 ? (STATUSES[number >> 1] ?? 200) : 200;
}

/** Every line comes from a new client with a new agent and asks for a new path. */
export function* attackTraffic(plan: Plan): Generator<BenchRequest> {
  const random = new Random(plan.seed);
  for (let i = 0; i < plan.lines; i++) {
    // A number coprime to 2^24 visits each address once before any again.
    const address = Math.imul(i, 9_973) & 0xffffff;
    yield {
      client: `${89 + (i >>> 24)}.${address >>> 16}.${(address >>> 8) & 255}.${address & 255}`,
      endMs: endOf(plan, i),
      durationUs: random.below(20_000) + 400,
      method: 'GET',
      target: `/${word(i)}/${word(random.below(1_000_000))}.php?${word(random.below(1000))}=${i}`,
      status: random.below(10) === 0 ? 200 : 404,
      bytes: random.below(1000) + 200,
      referer: '-',
      agent: `${word(i)}/${random.below(90)}.${random.below(90)} (${word(random.below(1_000_000))})`,
    };
  }
}

/** The page that the crawler of a burst asks for, and where it comes from. */
export const BURST_ROUTE = '/catalog/compare';
const CRAWLERS: readonly string[] = [11, 12, 13, 14, 15, 16].map((host) => `203.0.113.${host}`);
const CRAWLER = 'Mozilla/5.0 (compatible; SeekportBot; +https://bot.seekport.com)';

/** A crawler that asks for one page which takes two seconds. */
export function* crawlerTraffic(plan: Plan): Generator<BenchRequest> {
  const random = new Random(plan.seed);
  for (let i = 0; i < plan.lines; i++) {
    yield {
      client: random.oneOf(CRAWLERS),
      endMs: endOf(plan, i),
      durationUs: 1_800_000 + random.below(400_000),
      method: 'GET',
      target: `${BURST_ROUTE}?a=${random.below(PAGES)}&b=${random.below(PAGES)}`,
      status: 200,
      bytes: 20_000 + random.below(5000),
      referer: '-',
      agent: CRAWLER,
    };
  }
}

/** Two logs as one, in the order of the ends of requests. */
export function* mergedTraffic(
  one: Iterator<BenchRequest>,
  other: Iterator<BenchRequest>,
): Generator<BenchRequest> {
  let left = one.next();
  let right = other.next();
  while (!left.done || !right.done) {
    if (!left.done && (right.done || left.value.endMs <= right.value.endMs)) {
      yield left.value;
      left = one.next();
    } else if (!right.done) {
      yield right.value;
      right = other.next();
    }
  }
}

function endOf({ fromMs, toMs, lines }: Plan, line: number): number {
  return Math.floor(fromMs + ((toMs - fromMs) * (line + 1)) / lines);
}
