/** Troubles that come again within one log. */
import { none } from './control-mechanisms.ts';
import { type PlannedRequest, planned } from './planned-request.ts';
import { added, type Mechanism, type Scenario } from './scenario.ts';
import { address } from './site.ts';

const HOUR = 3600;

/** A job that a timer of the host itself starts every hour over HTTP, which keeps processors busy or takes memory. */
export const cron: Mechanism = (scenario) => {
  const { draw, machine, spanSeconds } = scenario;
  const isMemory = draw.chance(0.5);
  const streams = isMemory
    ? draw.whole(1, 3)
    : Math.max(1, Math.round(machine.cores * draw.logBetween(0.4, 1)));
  const memoryBytes = (machine.ramBytes * draw.logBetween(0.12, 0.45)) / streams;
  const seconds = draw.between(600, 1200);
  const batch = Math.max(draw.logBetween(5, 30), seconds / 200);
  const work = isMemory
    ? { cpuSeconds: 0.3, waitSeconds: batch, memoryBytes }
    : { cpuSeconds: batch, waitSeconds: 0.05 };
  const requests: PlannedRequest[] = [];
  for (let begin = draw.between(300, HOUR); begin < spanSeconds; begin += HOUR) {
    const end = begin + seconds * draw.between(0.9, 1.1);
    for (let stream = 0; stream < streams; stream++) {
      for (let at = begin + stream; at < end; at += batch * 1.05) {
        requests.push(
          planned({
            ...work,
            at,
            client: '127.0.0.1',
            agent: 'curl/8.14.1',
            target: `/cron/reindex?part=${requests.length % 64}`,
            bytes: draw.whole(20, 60),
            owner: 1,
          }),
        );
      }
    }
  }
  return added(scenario, requests, {
    resource: isMemory ? 'memory' : 'cpu',
    culprits: [
      {
        id: 1,
        kind: 'crawler-burst',
        cost: 'duration',
        altCost: 'count',
        note: 'a job by a timer',
      },
    ],
  });
};

/** A route leaks while it is used, which is not always; a watchdog starts the service anew when that is too much. */
export const restarts: Mechanism = (scenario) => {
  const { draw, machine, spanSeconds, rate } = scenario;
  const clients = Array.from({ length: draw.whole(1, 8) }, () => address(draw));
  const limit = machine.ramBytes * draw.logBetween(0.15, 0.45);
  const requests = usedNowAndThen(scenario, rate * draw.logBetween(0.08, 0.6)).map((at) =>
    planned({
      at,
      client: draw.oneOf(clients),
      agent: 'ReportDesk/5.1',
      target: `/reports/render/${draw.whole(100, 99_999)}`,
      bytes: Math.round(draw.logNormal(60_000, 0.4)),
      cpuSeconds: draw.logNormal(0.08, 0.3),
      waitSeconds: draw.logNormal(0.3, 0.3),
      owner: 1,
    }),
  );
  const teeth = draw.between(2.5, 5.5);
  const leakedBytes = (limit * teeth) / Math.max(1, requests.length);
  const every = Math.ceil(limit / leakedBytes);
  const times = requests.flatMap(({ at }, place) => ((place + 1) % every === 0 ? [at + 30] : []));
  const injection = added(
    scenario,
    requests.map((one) => ({ ...one, leakedBytes })),
    {
      resource: 'memory',
      culprits: [{ id: 1, kind: 'steady-growth', cost: 'count', note: 'memory stays for each' }],
    },
  );
  return { ...injection, restarts: times.filter((at) => at < spanSeconds) };
};

/** Times of requests in spells of use, with as long pauses between them on average. */
function usedNowAndThen({ draw, spanSeconds }: Scenario, rate: number): readonly number[] {
  const times: number[] = [];
  let at = spanSeconds * draw.between(0.1, 0.25);
  while (at < spanSeconds) {
    const end = at + spanSeconds * draw.between(0.04, 0.12);
    times.push(
      ...draw.arrivals(2 * rate * draw.logBetween(0.6, 1.6), at, Math.min(end, spanSeconds)),
    );
    at = end + spanSeconds * draw.between(0.02, 0.1);
  }
  return times;
}

const BACKUP_HOUR = 2.5;

/** Nights with a backup, which reads the whole disk, and with a log that is rotated away at midnight. */
export const nights: Mechanism = (scenario) => {
  const { background, draw, machine, spanSeconds, startHour } = scenario;
  const cores = machine.cores * draw.logBetween(0.15, 0.6);
  const seconds = draw.between(1200, 4800);
  const gapSeconds = draw.logBetween(20, 600);
  const midnights = Array.from(
    { length: Math.ceil(spanSeconds / (24 * HOUR)) + 1 },
    (_, day) => (24 * day - startHour) * HOUR,
  );
  const jobs = midnights.map((midnight) => {
    const from = midnight + BACKUP_HOUR * HOUR + draw.between(0, 60);
    const to = from + seconds * draw.between(0.9, 1.1);
    return { from, to, bytes: 0, cores, diskBytesPerSecond: 8e7 };
  });
  const requests = background.map((one) => {
    const isLost = midnights.some(
      (midnight) => one.at >= midnight && one.at < midnight + gapSeconds,
    );
    return isLost ? { ...one, log: 'other' as const } : one;
  });
  return {
    ...none({ ...scenario, background: requests }),
    jobs: jobs.filter(({ from }) => from > 0 && from < spanSeconds),
    resource: 'cpu',
  };
};
