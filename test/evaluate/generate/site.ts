import type { Draw } from './draw.ts';
import { DECOY, type PlannedRequest, planned } from './planned-request.ts';

/** A page of the site, with what it asks of the server. */
interface Page {
  readonly path: (draw: Draw) => string;
  readonly weight: number;
  readonly bytes: number;
  readonly cpuSeconds: number;
  readonly waitSeconds: number;
  readonly method?: string;
}

const words = 'alder birch cedar elm fir hazel larch maple oak pine rowan spruce willow yew'.split(
  ' ',
);

/** What visitors ask for; weights are relative. */
const pages: readonly Page[] = [
  page('/', 12, 18_000, 0.03, 0.02),
  page((draw) => `/shop/${draw.oneOf(words)}`, 10, 32_000, 0.04, 0.05),
  page((draw) => `/item/${1000 + draw.rank(4000)}`, 18, 41_000, 0.04, 0.06),
  page((draw) => `/archive/${draw.whole(2012, 2026)}/${draw.whole(1, 400)}`, 3, 22_000, 0.05, 0.08),
  page((draw) => `/search?q=${draw.oneOf(words)}+${draw.oneOf(words)}`, 4, 27_000, 0.12, 0.1),
  page('/basket', 3, 9000, 0.03, 0.1),
  page('/checkout/delivery', 1.5, 12_000, 0.04, 0.35),
  page('/api/v2/prices', 6, 1800, 0.01, 0.04),
  page('/api/v2/stock', 4, 900, 0.01, 0.12),
  page('/account/signin', 1, 6000, 0.05, 0.05, 'POST'),
  page((draw) => `/static/css/site.${draw.whole(1, 3)}.css`, 9, 24_000, 0.001, 0),
  page(image, 24, 60_000, 0.001, 0),
  page('/favicon.ico', 2, 4200, 0.001, 0),
];

function page(
  path: string | Page['path'],
  weight: number,
  bytes: number,
  cpuSeconds: number,
  waitSeconds: number,
  method?: string,
): Page {
  const named = typeof path === 'string' ? (): string => path : path;
  return { path: named, weight, bytes, cpuSeconds, waitSeconds, ...(method && { method }) };
}

const browsers: readonly string[] = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
];

const crawlers: readonly string[] = [
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
  'Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)',
];

/** Some browser of today. */
export function browser(draw: Draw): string {
  return draw.oneOf(browsers);
}

/** An address of the networks that people come from. */
export function address(draw: Draw): string {
  return `${draw.whole(20, 219)}.${draw.whole(0, 255)}.${draw.whole(0, 255)}.${draw.whole(1, 254)}`;
}

export interface SiteSettings {
  readonly spanSeconds: number;
  /** Requests a second, on average. */
  readonly rate: number;
  /** How much the day's peak is above the mean, as a part of it. */
  readonly dailySwing: number;
  /** The hour of the day at which the case begins, and has its peak. */
  readonly startHour: number;
  readonly peakHour: number;
}

/** People who look at pages, crawlers, a probe, a backup: all that comes to the site when nothing is wrong. */
export function siteTraffic(settings: SiteSettings, draw: Draw): readonly PlannedRequest[] {
  return [
    ...people(settings, draw.apart()),
    ...crawling(settings, draw.apart()),
    ...probing(settings, draw.apart()),
    ...downloads(settings, draw.apart()),
  ];
}

/** How much more comes at a time than on average. */
function tide({ dailySwing, startHour, peakHour }: SiteSettings, at: number): number {
  const hour = startHour + at / 3600;
  return 1 + dailySwing * Math.cos(((hour - peakHour) / 24) * 2 * Math.PI);
}

function people(settings: SiteSettings, draw: Draw): readonly PlannedRequest[] {
  const { spanSeconds, rate, dailySwing } = settings;
  const visitors = Array.from({ length: 900 }, () => ({
    client: address(draw),
    agent: browser(draw),
  }));
  const most = rate * (1 + dailySwing);
  const times = draw.arrivals(most, 0, spanSeconds);
  return times
    .filter((at) => draw.chance(tide(settings, at) / (1 + dailySwing)))
    .map((at) => {
      const { client, agent } = visitors[draw.rank(visitors.length)] ?? draw.oneOf(visitors);
      return visit(choose(pages, draw), draw, { at, client, agent });
    });
}

function visit(
  { path, bytes, cpuSeconds, waitSeconds, method = 'GET' }: Page,
  draw: Draw,
  who: Pick<PlannedRequest, 'at' | 'client' | 'agent'>,
): PlannedRequest {
  const target = path(draw);
  return planned({
    ...who,
    target,
    method,
    status: draw.chance(0.02) ? 404 : draw.chance(0.05) ? 304 : 200,
    bytes: Math.round(draw.logNormal(bytes, 0.4)),
    cpuSeconds: draw.logNormal(cpuSeconds, 0.4),
    waitSeconds: waitSeconds === 0 ? 0 : draw.logNormal(waitSeconds, 0.5),
    bytesPerSecond: draw.logBetween(3e5, 1e7),
    referer: draw.chance(0.6) ? 'https://shop.example/' : '-',
  });
}

function choose(from: readonly Page[], draw: Draw): Page {
  let place = draw.between(
    0,
    from.reduce((sum, { weight }) => sum + weight, 0),
  );
  const found = from.find(({ weight }) => {
    place -= weight;
    return place < 0;
  });
  return found ?? draw.oneOf(from);
}

/** Robots that come all day, and a burst of one of them that does no harm. */
function crawling({ spanSeconds, rate }: SiteSettings, draw: Draw): readonly PlannedRequest[] {
  const steady = crawlers.flatMap((agent) => {
    const client = `66.249.${draw.whole(64, 79)}.${draw.whole(1, 254)}`;
    const own = draw.arrivals(rate * 0.02, 0, spanSeconds);
    return own.map((at) => visit(choose(pages, draw), draw, { at, client, agent }));
  });
  const from = draw.between(0.05, 0.8) * spanSeconds;
  const to = from + 0.05 * spanSeconds;
  return [...steady, ...harmlessBurst({ from, to, rate, targetOf: image }, draw)];
}

/** One of the site's pictures. */
export function image(draw: Draw): string {
  return `/static/img/${draw.oneOf(words)}-${draw.rank(60)}.webp`;
}

/** A feed reader that fetches many small files at once. */
export function harmlessBurst(
  {
    from,
    to,
    rate,
    targetOf,
  }: {
    readonly from: number;
    readonly to: number;
    readonly rate: number;
    readonly targetOf: (draw: Draw) => string;
  },
  draw: Draw,
): readonly PlannedRequest[] {
  const client = address(draw);
  return draw.arrivals(rate, from, to).map((at) =>
    planned({
      at,
      client,
      agent: 'FeedFetcher/3.2 (+https://feeds.example/about)',
      target: targetOf(draw),
      bytes: Math.round(draw.logNormal(9000, 0.5)),
      cpuSeconds: 0.001,
      owner: DECOY,
    }),
  );
}

/** A probe every ten seconds or so. */
function probing({ spanSeconds }: SiteSettings, draw: Draw): readonly PlannedRequest[] {
  const every = draw.oneOf([10, 15, 30]);
  const phase = draw.between(0, every);
  return Array.from({ length: Math.floor(spanSeconds / every) }, (_, i) =>
    planned({
      at: phase + i * every,
      client: '10.0.0.5',
      agent: 'check_http/v2.4 (monitoring-plugins 2.4)',
      target: '/health',
      bytes: 27,
      cpuSeconds: 0.001,
      owner: DECOY,
    }),
  );
}

/** Large static files that cost nothing but the link. */
export function downloads(
  { spanSeconds }: Pick<SiteSettings, 'spanSeconds'>,
  draw: Draw,
): readonly PlannedRequest[] {
  return draw.arrivals(1 / 600, 0, spanSeconds).map((at) =>
    planned({
      at,
      client: address(draw),
      agent: browser(draw),
      target: '/files/catalogue-2026.pdf',
      bytes: Math.round(draw.logBetween(2e6, 2e7)),
      cpuSeconds: 0.002,
      bytesPerSecond: draw.logBetween(2e6, 2e7),
      owner: DECOY,
    }),
  );
}
