import { afterEach, describe, expect, it } from 'vitest';
import { ScrapePoll } from '../../src/live/scrape-poll.ts';
import { readSeries } from '../../src/series/read.ts';
import { ApiServer } from './api-server.ts';

let api: ApiServer | undefined;
afterEach(async () => {
  await api?.stop();
  api = undefined;
});

const startMs = Date.UTC(2026, 10, 21, 2);

/** An exporter that counts its scrapes. */
async function scraped(times: number, maxBytes?: number): Promise<ScrapePoll> {
  api = await ApiServer.start((_, turn) => ({
    body: `# TYPE node_load1 gauge\nnode_load1 ${turn}\n# TYPE apache_accesses_total counter\napache_accesses_total ${turn * turn * 15}\n`,
  }));
  const poll = new ScrapePoll(
    new URL(`${api.address}/metrics`),
    { CULPRIT_BEARER_TOKEN: 'abc' },
    maxBytes,
  );
  for (let turn = 0; turn < times; turn += 1) await poll.poll(() => startMs + turn * 15_000);
  return poll;
}

describe('ScrapePoll', () => {
  it('gives a series of scrapes, each at its time', async () => {
    const { series, notes } = readSeries((await scraped(4)).files());
    expect(notes).toEqual([]);
    const told = series.map(({ name, values, stepSeconds }) => [name, [...values], stepSeconds]);
    expect(told).toEqual([
      ['apache_accesses_total', [3, 5, 7], 15],
      ['node_load1', [1, 2, 3, 4], 15],
    ]);
    expect(series[1]?.times[0]).toBe(startMs);
    expect(api?.asked[0]?.headers.authorization).toBe('Bearer abc');
  });

  it('drops the oldest scrapes when they are too long together', async () => {
    const { series } = readSeries((await scraped(6, 400)).files());
    expect([...(series.at(-1)?.values ?? [])].at(-1)).toBe(6);
    expect(series.at(-1)?.values.length).toBeLessThan(6);
  });

  it('says what the endpoint answers instead', async () => {
    api = await ApiServer.start(() => ({ status: 404 }));
    const poll = new ScrapePoll(new URL(`${api.address}/metrics`), {});
    await expect(poll.poll(() => 0)).rejects.toThrow(/\/metrics answers with status 404; check/);
  });
});
