/** Troubles that stay when the requests are gone: what was taken is never given back. */
import { planned } from './planned-request.ts';
import { added, type Mechanism } from './scenario.ts';
import { address } from './site.ts';

/** Clients that hang up before the answer is there; each leaves a thread behind. */
export const aborts: Mechanism = (scenario) => {
  const { draw, from, to } = scenario;
  const clients = Array.from({ length: draw.whole(5, 60) }, () => address(draw));
  const count = draw.logBetween(60, 400);
  const requests = draw.arrivals(count / (to - from), from, to).map((at) =>
    planned({
      at,
      client: draw.oneOf(clients),
      agent: 'okhttp/4.12.0',
      target: `/api/v2/suggest?q=${draw.whole(100, 999)}`,
      bytes: 4000,
      waitSeconds: draw.between(3, 6),
      leakedThreads: 1,
      leakedBytes: 3e5,
      patienceSeconds: draw.between(0.2, 2),
      owner: 1,
    }),
  );
  return added(scenario, requests, {
    resource: 'threads',
    culprits: [{ id: 1, kind: 'client-aborts', cost: 'count', note: 'a thread stays for each' }],
  });
};

/** Small uploads, one like the other, each of which leaves some memory behind. */
export const uploadLeak: Mechanism = (scenario) => {
  const { draw, from, spanSeconds, machine, rate } = scenario;
  const client = address(draw);
  const to = Math.min(spanSeconds, from + 0.3 * spanSeconds);
  const perSecond = rate * draw.logBetween(0.1, 1);
  const leakedBytes = (machine.ramBytes * draw.between(0.2, 0.45)) / (perSecond * (to - from));
  const requests = draw.arrivals(perSecond, from, to).map((at) =>
    planned({
      at,
      client,
      agent: 'SensorHub/2.3',
      method: 'POST',
      target: '/ingest/readings',
      status: 202,
      bytes: 60,
      cpuSeconds: 0.005,
      leakedBytes,
      owner: 1,
    }),
  );
  return added(scenario, requests, {
    resource: 'memory',
    culprits: [{ id: 1, kind: 'steady-growth', cost: 'count', note: 'memory stays for each' }],
  });
};
