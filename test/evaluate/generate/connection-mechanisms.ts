/** Troubles in which workers are held by what the log shows late, in small pieces, or not at all. */
import { BACKGROUND, type PlannedRequest, planned } from './planned-request.ts';
import { added, type Mechanism } from './scenario.ts';
import { address, browser } from './site.ts';
import { isOf } from './site-pages.ts';

/** A case stays small: what would be more requests is fewer that hold longer. */
const MOST_REQUESTS = 6000;
/** This part of what people ask for is the last on its connection, which stays open behind it. */
const LAST_SHARE = 0.3;

/**
 * Clients that ask for something small each time on a connection of its own, which holds a worker until the server gives
 * it up; on a server that keeps the connections of everybody else as long.
 */
export const keepAlive: Mechanism = (scenario) => {
  const { draw, from, to, machine, rate } = scenario;
  const held = machine.workers * draw.logBetween(0.35, 0.95);
  const wanted = Math.max(draw.oneOf([5, 15, 30, 60]), (held * (to - from)) / MOST_REQUESTS);
  // People alone do not fill the server.
  const keptSeconds = Math.min(wanted, machine.workers / rate);
  const background = scenario.background.map((one) =>
    one.owner === BACKGROUND && draw.chance(LAST_SHARE) ? { ...one, keptSeconds } : one,
  );
  const clients = Array.from({ length: draw.oneOf([1, 20, 300]) }, () => address(draw));
  const requests = draw.arrivals(held / keptSeconds, from, to).map((at) =>
    planned({
      at,
      client: draw.oneOf(clients),
      agent: 'TickerWidget/1.9 (Android 15)',
      target: '/api/v2/ticker',
      bytes: draw.whole(180, 320),
      cpuSeconds: 0.002,
      waitSeconds: 0.01,
      memoryBytes: 1e5,
      keptSeconds,
      owner: 1,
    }),
  );
  return added({ ...scenario, background }, requests, {
    resource: 'workers',
    culprits: [
      { id: 1, kind: 'saturation', cost: 'count', note: 'a worker is kept behind each response' },
    ],
  });
};

/**
 * A page whose remote host does not answer any more: its requests hold workers until that is back, or until they are given
 * up. Where nothing stands in front of the workers, some are killed and never logged.
 */
export const hanging: Mechanism = (scenario) => {
  const { background, draw, from, to, machine, site } = scenario;
  const page = draw.oneOf(site.busyPages);
  const own = background.filter(
    ({ target, at, owner }) => owner === BACKGROUND && isOf(page, target) && at >= from && at < to,
  );
  const held = machine.workers * draw.logBetween(0.35, 1.1);
  const timeout = Math.max(30, (held * (to - from)) / Math.max(1, own.length));
  const killedShare = machine.buffers ? 0 : draw.between(0, 0.5);
  const hung = new Map(
    own.map((one): [PlannedRequest, PlannedRequest] => {
      const untilBack = to - one.at + draw.between(0, 4);
      const isGivenUp = timeout < untilBack;
      const waitSeconds = isGivenUp ? timeout * draw.between(1, 1.02) : untilBack;
      const isKilled = isGivenUp && draw.chance(killedShare);
      const outcome = isGivenUp ? { status: 504, bytes: 480 } : {};
      return [one, { ...one, ...outcome, waitSeconds, log: isKilled ? 'none' : 'given', owner: 1 }];
    }),
  );
  return {
    requests: background.map((one) => hung.get(one) ?? one),
    otherwise: background,
    jobs: [],
    resource: 'workers',
    culprits: [
      { id: 1, kind: 'slow-url', cost: 'duration', altCost: 'count', note: `${page} hangs` },
    ],
  };
};

/** One client that fetches a large file in hundreds of parts, many of them at once. */
export const rangeParts: Mechanism = (scenario) => {
  const { draw, from, to, machine } = scenario;
  const { buffers, ramBytes, workers } = machine;
  const atOnce = buffers ? draw.whole(40, 200) : Math.round(workers * draw.logBetween(0.4, 1.2));
  const seconds = Math.max(draw.logBetween(30, 240), (atOnce * (to - from)) / MOST_REQUESTS);
  const inBuffers = buffers ? ramBytes * draw.logBetween(0.2, 0.6) : 1e9;
  const bytes = Math.round(inBuffers / atOnce);
  const client = address(draw);
  const requests = Array.from({ length: atOnce }, () => {
    const parts: PlannedRequest[] = [];
    for (let at = from + draw.between(0, 5); at < to; ) {
      const took = draw.logNormal(seconds, 0.2);
      parts.push(
        planned({
          at,
          client,
          agent: 'aria2/1.37.0',
          target: '/files/survey-2026.tar',
          status: 206,
          bytes,
          cpuSeconds: 0.005,
          bytesPerSecond: bytes / took,
          owner: 1,
        }),
      );
      at += took + draw.between(0.1, 1);
    }
    return parts;
  }).flat();
  return added(scenario, requests, {
    resource: buffers ? 'memory' : 'workers',
    culprits: [
      { id: 1, kind: 'oversized-response', cost: 'bytes', altCost: 'duration', note: 'a download' },
    ],
  });
};

/** A few uploads of a good part of the memory each, kept there until they are worked off. */
export const uploads: Mechanism = (scenario) => {
  const { draw, from, to, machine } = scenario;
  const clients = Array.from({ length: draw.whole(1, 3) }, () => address(draw));
  const count = draw.whole(2, 6);
  const seconds = (to - from) / count;
  const usualBytes = machine.ramBytes * draw.logBetween(0.12, 0.45);
  const requests = Array.from({ length: count }, (_, i) => {
    const bodyBytes = Math.round(usualBytes * draw.between(0.7, 1.1));
    return planned({
      at: from + seconds * (i + draw.between(0.05, 0.35)),
      client: draw.oneOf(clients),
      agent: browser(draw),
      method: 'POST',
      target: '/media/import',
      status: 201,
      bytes: draw.whole(200, 400),
      cpuSeconds: 2,
      waitSeconds: draw.between(1, 10),
      bodyBytes,
      bodyBytesPerSecond: bodyBytes / (seconds * draw.between(0.25, 0.5)),
      owner: 1,
    });
  });
  return added(scenario, requests, {
    resource: 'memory',
    culprits: [
      { id: 1, kind: 'upload', cost: 'duration', altCost: 'count', note: 'kept in memory' },
    ],
  });
};
