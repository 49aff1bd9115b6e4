/** What comes to any site and does no harm, put beside the lines of a real log. */
import type { Draw } from './draw.ts';
import { DECOY, type PlannedRequest, planned } from './planned-request.ts';
import type { Scenario } from './scenario.ts';
import { address, browser, downloads } from './site.ts';

type Day = Pick<Scenario, 'spanSeconds' | 'rate' | 'from' | 'background' | 'machine'>;

/** Some of all that is harmless: probes always, the others by chance. */
export function decoysFor(day: Day, draw: Draw): readonly PlannedRequest[] {
  const probes = Array.from({ length: draw.whole(1, 3) }, () => probe(day, draw.apart()));
  const bursts = Array.from({ length: draw.whole(0, 3) }, () => crawlerBurst(day, draw.apart()));
  const others = [downloads, beacons, slowPage, longPolls].flatMap((make) =>
    draw.chance(0.4) ? make(day, draw.apart()) : [],
  );
  return [...probes.flat(), ...bursts.flat(), ...others];
}

function probe({ spanSeconds }: Day, draw: Draw): readonly PlannedRequest[] {
  const every = draw.oneOf([10, 15, 30, 60]);
  const phase = draw.between(0, every);
  const client = draw.chance(0.5) ? '10.0.0.5' : address(draw);
  const target = draw.oneOf(['/health', '/status', '/ping', '/']);
  return Array.from({ length: Math.floor(spanSeconds / every) }, (_, i) =>
    planned({
      at: phase + i * every,
      client,
      agent: 'check_http/v2.4 (monitoring-plugins 2.4)',
      target,
      bytes: 360,
      cpuSeconds: 0.001,
      owner: DECOY,
    }),
  );
}

const crawlers: readonly string[] = [
  'Mozilla/5.0 (compatible; SeekportBot; +https://bot.seekport.com)',
  'Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)',
  'Wget/1.21.4',
  'Mozilla/5.0 (Linux; Android 13; SM-A536B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Mobile Safari/537.36',
];

/** Bursts that come when the trouble does are as likely as this. */
const AT_ONSET = 0.3;
const MOST_IN_BURST = 1200;

/** A crawler that asks for what is in a cache, on one page or on many. */
function crawlerBurst(
  { spanSeconds, rate, from, background }: Day,
  draw: Draw,
): readonly PlannedRequest[] {
  const seconds = spanSeconds * draw.between(0.02, 0.07);
  const begin = draw.chance(AT_ONSET)
    ? from + seconds * draw.between(-0.1, 0.1)
    : draw.between(0.03, 0.9) * spanSeconds;
  const clients = Array.from({ length: draw.oneOf([1, 1, 4, 10]) }, () => address(draw));
  const agent = draw.oneOf(crawlers);
  const { target: onlyTarget } = draw.oneOf(background);
  const isOnMany = draw.chance(0.7);
  const perSecond = Math.min(MOST_IN_BURST / seconds, rate * draw.logBetween(0.3, 2));
  return draw.arrivals(perSecond, begin, Math.min(spanSeconds, begin + seconds)).map((at) => {
    const { target, bytes } = draw.oneOf(background);
    return planned({
      at,
      client: draw.oneOf(clients),
      agent,
      target: isOnMany ? target : onlyTarget,
      bytes: Math.min(bytes, 1e5),
      cpuSeconds: 0.002,
      owner: DECOY,
    });
  });
}

/** What is asked for most, and costs least: people's browsers tell that they are there. */
function beacons({ spanSeconds, rate, background }: Day, draw: Draw): readonly PlannedRequest[] {
  return draw.arrivals(rate * draw.between(0.1, 0.4), 0, spanSeconds).map((at) => {
    const { client, agent } = draw.oneOf(background);
    const facts = { method: 'POST', status: 204, bytes: 0, cpuSeconds: 0.0005, owner: DECOY };
    return planned({ at, client, agent, target: '/collect', ...facts });
  });
}

/** A page that has always been slow, for one person. */
function slowPage({ spanSeconds }: Day, draw: Draw): readonly PlannedRequest[] {
  const client = address(draw);
  const agent = browser(draw);
  const seconds = draw.between(5, 18);
  return draw.arrivals(draw.logBetween(1 / 900, 1 / 200), 0, spanSeconds).map((at) =>
    planned({
      at,
      client,
      agent,
      target: '/backoffice/statistics',
      bytes: 90_000,
      waitSeconds: draw.logNormal(seconds, 0.1),
      owner: DECOY,
    }),
  );
}

/** Connections that are kept open for news, one behind the other; a server whose workers they would hold has none. */
function longPolls({ spanSeconds, machine }: Day, draw: Draw): readonly PlannedRequest[] {
  if (!machine.buffers) return [];
  const users = Array.from({ length: draw.whole(4, 20) }, () => ({
    client: address(draw),
    agent: browser(draw),
  }));
  const seconds = draw.oneOf([25, 55]);
  return users.flatMap((user) => {
    const phase = draw.between(0, seconds);
    return Array.from({ length: Math.floor(spanSeconds / seconds) }, (_, i) =>
      planned({
        at: phase + i * seconds,
        ...user,
        target: '/events/stream',
        bytes: 400,
        bytesPerSecond: 400 / (seconds - 0.5),
        cpuSeconds: 0.0005,
        owner: DECOY,
      }),
    );
  });
}
