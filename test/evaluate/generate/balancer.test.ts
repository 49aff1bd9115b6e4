import { expect, it } from 'vitest';
import { balanced } from './balancer.ts';
import { Draw } from './draw.ts';
import { type PlannedRequest, planned } from './planned-request.ts';
import { added, type Injection, type Mechanism, type Scenario } from './scenario.ts';
import { ownPages } from './site-pages.ts';

function request(at: number, owner: number): PlannedRequest {
  return planned({ at, client: '192.0.2.1', agent: 'a', target: '/', owner });
}

const COUNT = 4;
const scenario: Scenario = {
  spanSeconds: 600,
  rate: 1,
  from: 200,
  to: 400,
  startHour: 0,
  machine: {
    ramBytes: 4e9,
    cores: 2,
    workers: 10,
    workerBytes: 1e7,
    baseBytes: 1e9,
    buffers: false,
  },
  site: ownPages,
  background: Array.from({ length: 40 }, (_, at) => request(at, 0)),
  draw: new Draw(1),
};
const seen: number[] = [];
const mechanism: Mechanism = (given) => {
  seen.push(given.machine.workers);
  const requests = Array.from({ length: 20 }, (_, at) => request(200 + at, 1));
  return added(given, requests, { resource: 'workers', culprits: [] });
};

function guilty({ requests }: Injection): number {
  return requests.filter(({ owner }) => owner === 1).length;
}

const days = Array.from({ length: 20 }, (_, seed) =>
  balanced(mechanism, scenario, { count: COUNT, draw: new Draw(seed) }),
);

it('deals each request out once, in turn', () => {
  for (const hosts of days) {
    expect(hosts.map(({ otherwise }) => otherwise.length)).toEqual([10, 10, 10, 10]);
    const all = hosts.flatMap(({ requests }) => requests);
    expect(new Set(all).size).toBe(60);
  }
});

it('has the trouble on one host, or on all of them, each with the room for its part', () => {
  const troubled = days.map((hosts) => hosts.filter(({ resource }) => resource !== undefined));
  expect(new Set(troubled.map(({ length }) => length))).toEqual(new Set([1, COUNT]));
  for (const [at, hosts] of troubled.entries()) {
    expect(seen[at]).toBe(10 * hosts.length);
    expect(hosts.map(guilty)).toEqual(hosts.map(() => 20 / hosts.length));
  }
});
