import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { ExpectedError } from '../../src/errors.ts';
import { isPolled, isStatusPage } from '../../src/live/addresses.ts';
import { pollOf } from '../../src/live/poll-of.ts';
import { MAX_POLLED_SERIES, PolledSamples } from '../../src/live/polled-samples.ts';
import { type NamedPoll, SteadyPolling } from '../../src/live/steady-polling.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serving(answer: () => string): Promise<string> {
  const server = createServer((_, response) => response.end(answer())).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

const settings = { environment: {}, keptMs: 60_000 };

describe('an endpoint that dies', () => {
  /** Answers but for the second and third time. */
  function flaky(): NamedPoll {
    let asked = 0;
    return {
      name: 'http://web1/metrics',
      stepSeconds: 0.01,
      poll: async () => {
        asked += 1;
        if (asked === 2 || asked === 3) throw new ExpectedError('web1 cannot be asked', 'check it');
      },
      files: () => [],
      series: () => [],
      notes: () => ['it has more'],
    };
  }

  it('is said once, asked on, and said when it is back; its hole is noted', async () => {
    const warnings: string[] = [];
    let nowMs = 0;
    const now = (): number => (nowMs += 1000);
    const polling = new SteadyPolling([flaky()], { now, warn: (text) => void warnings.push(text) });
    await polling.start();
    for (let waited = 0; waited < 2000 && polling.news < 3; waited += 10) await pause(10);
    polling.stop();
    expect(polling.news).toBeGreaterThanOrEqual(3);
    expect(warnings).toEqual([
      'web1 cannot be asked; it is asked again every 10 ms',
      expect.stringMatching(/^http:\/\/web1\/metrics answers again, after \d+(?:\.\d)? s$/),
    ]);
    expect(polling.notes()).toEqual([
      {
        path: 'http://web1/metrics',
        text: expect.stringMatching(/^web1 cannot be asked \(from .* until /),
      },
      { path: 'http://web1/metrics', text: 'it has more' },
    ]);
  });
});

describe('a page', () => {
  it('of an exporter is kept sample by sample', async () => {
    let load = 1;
    const url = await serving(() => `# TYPE node_load1 gauge\nnode_load1 ${load++}\nnode_odd 7\n`);
    const poll = pollOf(`${url}/metrics`, settings);
    for (const timeMs of [1000, 2000, 3000]) await poll.poll(() => timeMs);
    const [series, ...others] = poll.series();
    expect(others).toEqual([]);
    expect(series).toMatchObject({ name: 'node_load1', vendor: 'prometheus' });
    expect([...(series?.times ?? [])]).toEqual([1000, 2000, 3000]);
    expect([...(series?.values ?? [])]).toEqual([1, 2, 3]);
  });

  it('of nginx is told by its address', async () => {
    const text =
      'Active connections: 2 \nserver accepts handled requests\n 3 3 5 \nReading: 0 Writing: 1 Waiting: 1 \n';
    const url = await serving(() => text);
    const poll = pollOf(`${url}/nginx_status`, settings);
    await poll.poll(() => 1000);
    expect(poll.series().map(({ name }) => name)).toContain('nginx_connections_active');
  });

  it('that tells nothing is refused', async () => {
    const url = await serving(() => '<html>It works</html>');
    await expect(pollOf(`${url}/server-status?auto`, settings).poll(Date.now)).rejects.toThrow(
      'no status page that is known',
    );
  });
});

describe('addresses', () => {
  it.each([
    ['http://web1/server-status?auto', true, true],
    ['http://web1/nginx_status', true, true],
    ['http://web1/basic_status', true, true],
    ['http://web1/whatever?auto', true, true],
    ['http://web1:9100/metrics', false, true],
    ['http://prometheus:9090', false, false],
    ['http://prometheus:9090/?match[]={job="status"}', false, false],
    ['http://status.example.org:9090', false, false],
  ])('%s', (address, isStatus, isAsked) => {
    expect(isStatusPage(address)).toBe(isStatus);
    expect(isPolled(address)).toBe(isAsked);
  });
});

const hasProc = existsSync('/proc/meminfo');
describe.skipIf(!hasProc)(hasProc ? '/proc' : '/proc (skipped: this system has none)', () => {
  it('tells of this host', async () => {
    const poll = pollOf('proc:', settings);
    await poll.poll(() => 1000);
    await poll.poll(() => 6000);
    const names = poll.series().map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'node_memory_MemAvailable_bytes',
        'node_load1',
        'node_cpu_seconds_total',
        'node_processes_threads',
        'namedprocess_namegroup_num_threads',
      ]),
    );
    for (const { times } of poll.series()) expect(times.length).toBeGreaterThan(0);
  });
});

describe('a clock that is put back', () => {
  it('holds up no endpoint', async () => {
    let asked = 0;
    let nowMs = 1e12;
    const poll = {
      ...{ name: 'http://web1/metrics', stepSeconds: 0.01, files: () => [], series: () => [] },
      poll: async () => {
        asked += 1;
        nowMs -= 3_600_000;
      },
    };
    const polling = new SteadyPolling([poll], { now: () => nowMs, warn: () => undefined });
    await polling.start();
    for (let waited = 0; waited < 5000 && asked < 3; waited += 10) await pause(10);
    polling.stop();
    expect(asked).toBeGreaterThanOrEqual(3);
  });
});

describe('samples', () => {
  const source = { path: 'x', stepSeconds: 1, keptMs: 10_000 };

  it('are bounded in time', () => {
    const samples = new PolledSamples(source);
    for (let at = 0; at < 1000; at++)
      samples.add([{ name: 'a', labels: {}, value: at }], at * 1000);
    const [series] = samples.series();
    expect(series?.times.length).toBeLessThanOrEqual(15);
    expect(series?.times.at(-1)).toBe(999_000);
  });

  it('are bounded in series', () => {
    const samples = new PolledSamples(source);
    const names = Array.from({ length: MAX_POLLED_SERIES + 9 }, (_, i) => `a${i}`);
    samples.add(
      names.map((name) => ({ name, labels: {}, value: 1 })),
      1000,
    );
    expect(samples.series()).toHaveLength(MAX_POLLED_SERIES);
    expect(samples.notes()).toEqual([expect.stringContaining('more than 2,000 series')]);
    expect(new PolledSamples(source).notes()).toEqual([]);
  });

  it('go on where the clock was put back', () => {
    const samples = new PolledSamples(source);
    for (const [at, timeMs] of [1000, 2000, 3000, 2000, 2500].entries())
      samples.add([{ name: 'a', labels: {}, value: at }], timeMs);
    const [series] = samples.series();
    expect([...(series?.times ?? [])]).toEqual([1000, 2000, 2500]);
    expect([...(series?.values ?? [])]).toEqual([0, 3, 4]);
  });

  it('go on behind a restart', () => {
    const before = new PolledSamples(source);
    before.add([{ name: 'a', labels: {}, value: 1 }], 1000);
    const after = new PolledSamples(source);
    after.restore(before.series());
    after.add([{ name: 'a', labels: {}, value: 2 }], 2000);
    expect([...(after.series()[0]?.values ?? [])]).toEqual([1, 2]);
  });
});
