import { describe, expect, it } from 'vitest';
import { Draw } from './draw.ts';
import { isIdentifiable } from './identifiable.ts';
import { type PlannedRequest, planned } from './planned-request.ts';
import { type Simulated, simulate } from './server.ts';

const SPAN = 7200;
const machine = {
  ramBytes: 4e9,
  cores: 4,
  workers: 40,
  workerBytes: 1e7,
  baseBytes: 5e8,
  buffers: true,
};

function asked(at: number, target: string): PlannedRequest {
  return planned({ at, client: '198.51.100.7', agent: 'Reader/1.0', target });
}

function happenedWith(requests: readonly PlannedRequest[]): Simulated {
  return simulate(machine, requests, { spanSeconds: SPAN, jobs: [] });
}

/** What is asked for between 3000 s and 4500 s takes `seconds` longer. */
function slowed(ordinary: readonly PlannedRequest[], seconds: number): readonly PlannedRequest[] {
  return ordinary.map((one) =>
    one.at >= 3000 && one.at < 4500 ? { ...one, waitSeconds: seconds, owner: 1 } : one,
  );
}

describe('in a log without durations', () => {
  const steady = Array.from({ length: 720 }, (_, i) => asked(10 * i, `/page?n=${i}`));

  it('a page that is asked for at a steady pace leaves a hole when it becomes slow', () => {
    const happened = happenedWith(slowed(steady, 120));
    expect(isIdentifiable({ ordinary: steady, happened }, SPAN)).toBe(true);
  });

  it('one that is slower by less than its lines are apart leaves none', () => {
    const happened = happenedWith(slowed(steady, 4));
    expect(isIdentifiable({ ordinary: steady, happened }, SPAN)).toBe(false);
  });

  it('one that is asked for now and then leaves none that chance does not make', () => {
    const draw = new Draw(4);
    const bursts = draw.arrivals(0.004, 0, SPAN).flatMap((at) => [asked(at, '/page')]);
    const happened = happenedWith(slowed(bursts, 60));
    expect(isIdentifiable({ ordinary: bursts, happened }, SPAN)).toBe(false);
  });

  it('lines that would not have come, or that end otherwise, tell who it was', () => {
    const crawl = steady.map((one) => ({ ...one, at: one.at + 5, client: '192.0.2.1', owner: 1 }));
    const more = happenedWith([...steady, ...crawl]);
    expect(isIdentifiable({ ordinary: steady, happened: more }, SPAN)).toBe(true);
    const failed = slowed(steady, 4).map((one) =>
      one.owner === 1 ? { ...one, status: 504 } : one,
    );
    expect(isIdentifiable({ ordinary: steady, happened: happenedWith(failed) }, SPAN)).toBe(true);
  });
});
