import { describe, expect, it } from 'vitest';
import { GRID_SECONDS } from './grid-level.ts';
import type { Machine } from './machine.ts';
import { CONSEQUENCE, type PlannedRequest, planned } from './planned-request.ts';
import { HUNG_UP, type Simulated, simulate } from './server.ts';

const machine: Machine = {
  ramBytes: 4e9,
  cores: 2,
  workers: 2,
  workerBytes: 1e7,
  baseBytes: 1e9,
  buffers: false,
};

function request(at: number, facts: Partial<PlannedRequest> = {}): PlannedRequest {
  const who = { client: '192.0.2.1', agent: 'a', target: '/', bytes: 0 };
  return planned({ ...who, at, cpuSeconds: 0, waitSeconds: 10, memoryBytes: 0, ...facts });
}

function served(requests: readonly PlannedRequest[], facts: Partial<Machine> = {}): Simulated {
  return simulate({ ...machine, ...facts }, requests, { spanSeconds: 600, jobs: [] });
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) * GRID_SECONDS;
}

describe('a simulated server', () => {
  it('has a line before its workers', () => {
    const ends = served([request(0), request(1), request(2), request(3)]).served.map(
      ({ end }) => end,
    );
    expect(ends).toEqual([10, 11, 20, 21]);
  });

  it('is busy for as long as its workers are held', () => {
    const { levels } = served([request(0), request(1), request(2)]);
    expect(total(levels.busyWorkers)).toBeCloseTo(30);
    expect(Math.max(...levels.busyWorkers)).toBeLessThanOrEqual(machine.workers);
  });

  it('holds a worker until a slow client has all, or a buffer in memory', () => {
    const slow = request(0, { waitSeconds: 1, bytes: 1000, bytesPerSecond: 100 });
    expect(total(served([slow]).levels.busyWorkers)).toBeCloseTo(11);
    const buffered = served([slow], { buffers: true }).levels;
    expect(total(buffered.busyWorkers)).toBeCloseTo(1);
    expect(Math.max(...buffered.extraBytes)).toBeCloseTo(1000);
    expect(buffered.extraBytes.at(-1)).toBeCloseTo(0);
  });

  it('shares its processors', () => {
    const computing = { waitSeconds: 0, cpuSeconds: 10 };
    const three = [0, 0, 0].map((at) => request(at, computing));
    const ends = served(three, { workers: 3 }).served.map(({ end }) => end);
    expect(ends).toEqual([10, 10, 15]);
  });

  it('writes what clients gave up on, who come again', () => {
    const patient = [request(0, { waitSeconds: 100 }), request(0, { waitSeconds: 100 })];
    const { served: lines } = served([...patient, request(5, { patienceSeconds: 20 })]);
    const cut = lines.filter(({ status }) => status === HUNG_UP);
    expect(cut.map(({ start, end }) => [start, end])).toEqual([
      [5, 25],
      [27, 47],
      [49, 69],
    ]);
    expect(cut.map((one) => one.request.owner)).toEqual([0, CONSEQUENCE, CONSEQUENCE]);
  });

  it('never gives back what leaked', () => {
    const { levels } = served([request(10, { leakedBytes: 500, leakedThreads: 1 })]);
    expect(levels.extraBytes.at(-1)).toBeCloseTo(500);
    expect(levels.leakedThreads.at(-1)).toBeCloseTo(1);
  });

  it('gives back what leaked when it is started anew', () => {
    const leaking = [request(10, { leakedBytes: 500 }), request(300, { leakedBytes: 700 })];
    const { levels } = simulate(machine, leaking, { spanSeconds: 600, jobs: [], restarts: [200] });
    expect(levels.extraBytes[100 / GRID_SECONDS]).toBeCloseTo(500);
    expect(levels.extraBytes[250 / GRID_SECONDS]).toBeCloseTo(0);
    expect(levels.extraBytes.at(-1)).toBeCloseTo(700);
  });

  it('holds a worker as long as a connection is kept, which no line tells', () => {
    const { served: lines, levels } = served([request(0, { keptSeconds: 15 })]);
    expect(lines.map(({ end }) => end)).toEqual([10]);
    expect(total(levels.busyWorkers)).toBeCloseTo(25);
    expect(total(levels.connections)).toBeCloseTo(25);
  });

  it('has more and more of a body in memory until the worker is free', () => {
    const upload = request(0, { bodyBytes: 4000, bodyBytesPerSecond: 100 });
    const { served: lines, levels } = served([upload]);
    expect(lines.map(({ end }) => end)).toEqual([50]);
    const [early, late, after] = [10, 45, 55].map((at) => levels.extraBytes[at / GRID_SECONDS]);
    expect(early).toBeCloseTo(1250);
    expect(late).toBeCloseTo(4000);
    expect(after).toBeCloseTo(0);
  });

  it('counts what is logged elsewhere, and not what was killed', () => {
    const { served: lines, levels } = served([
      request(0),
      request(20, { log: 'other' }),
      request(40, { log: 'none' }),
    ]);
    expect(lines.map(({ start }) => start)).toEqual([0]);
    expect(total(levels.requestRate)).toBeCloseTo(2);
    expect(total(levels.busyWorkers)).toBeCloseTo(30);
  });

  it('has no line for what is not over', () => {
    expect(served([request(595)]).served).toEqual([]);
  });
});
