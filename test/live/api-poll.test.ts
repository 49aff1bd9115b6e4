import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ApiPoll, WHOLE_EVERY_MS } from '../../src/live/api-poll.ts';
import { SteadyPolling } from '../../src/live/steady-polling.ts';
import { readSeries } from '../../src/series/read.ts';
import { freePort, startServer } from '../servers/server-process.ts';
import { TempFolder } from '../support/temp-folder.ts';
import { ApiServer, type Reply } from './api-server.ts';

const START_S = 1_795_000_000;
const HOUR_MS = 3_600_000;

/** A Prometheus with one series, which has a sample every 15 s: the number of seconds since the start. */
function answer(url: URL): Reply {
  const data = (value: unknown): Reply => ({ body: { status: 'success', data: value } });
  if (url.pathname.endsWith('/values')) return data(['node_load1']);
  if (url.pathname.endsWith('/series')) return data([{ __name__: 'node_load1' }]);
  const toS = Number(url.searchParams.get('time'));
  const [, span = '0'] = /\[(\d+)s\]$/.exec(url.searchParams.get('query') ?? '') ?? [];
  const values: [number, string][] = [];
  for (let at = START_S; at <= toS; at += 15) {
    if (at > toS - Number(span)) values.push([at, String(at - START_S)]);
  }
  const metric = { __name__: 'node_load1', instance: 'web1:9100' };
  return data({ resultType: 'matrix', result: values.length === 0 ? [] : [{ metric, values }] });
}

describe('a Prometheus API that is asked again and again', () => {
  it('gives the whole window at first, and then what came since, without holes', async () => {
    const api = await ApiServer.start(answer);
    const poll = new ApiPoll(new URL(api.address), {}, HOUR_MS);
    let nowMs = START_S * 1000 + 2 * HOUR_MS;
    const polls = WHOLE_EVERY_MS / 15_000 + 4;
    for (let at = 0; at < polls; at++) {
      await poll.poll(() => nowMs);
      const [series, ...others] = readSeries([], { polled: poll.series() }).series;
      expect(others).toEqual([]);
      const times = [...(series?.times ?? [])];
      expect(times.at(-1)).toBe(nowMs);
      for (const [place, time] of times.slice(1).entries()) {
        expect(time - (times[place] ?? 0)).toBe(15_000);
      }
      nowMs += 15_000;
    }
    const planned = api.asked.filter(({ url }) => url.pathname.endsWith('/values'));
    expect(planned).toHaveLength(2);
    await api.stop();
  });
});

const program = '/usr/bin/prometheus';
const isHere = existsSync(program);

describe.skipIf(!isHere)(
  isHere ? 'a real Prometheus' : 'a real Prometheus (skipped: it is not installed)',
  () => {
    it('may be killed and started again: it is said, and asked on', async () => {
      const files = new TempFolder();
      const port = await freePort();
      const own = `[{targets: ['127.0.0.1:${port}']}]`;
      const config = files.file(
        'prometheus.yml',
        `global: {scrape_interval: 1s}\nscrape_configs:\n- {job_name: own, static_configs: ${own}}\n`,
      );
      const listen = `--web.listen-address=127.0.0.1:${port}`;
      const store = `--storage.tsdb.path=${files.path}/data`;
      const start = () => startServer([program, `--config.file=${config}`, listen, store], port);
      let server = await start();
      await pause(5000);
      const warnings: string[] = [];
      const poll = new ApiPoll(
        new URL(`http://127.0.0.1:${port}/?match[]={job="own"}`),
        {},
        HOUR_MS,
      );
      const polling = new SteadyPolling([poll], {
        now: Date.now,
        warn: (text) => void warnings.push(text),
      });
      await polling.start();
      const until = async (isTrue: () => boolean): Promise<void> => {
        for (let waited = 0; waited < 20_000 && !isTrue(); waited += 50) await pause(50);
      };
      await until(() => polling.news > 0);
      const before = polling.series().length;
      // It may have had nothing yet when it was asked first.
      warnings.length = 0;
      const holes = polling.notes().length;
      await server.stop();
      await until(() => warnings.length > 0);
      server = await start();
      await until(() => warnings.length > 1);
      polling.stop();
      await server.stop();
      expect(before).toBeGreaterThan(0);
      expect(warnings[0]).toContain(
        'cannot be asked: nothing listens there; it is asked again every',
      );
      expect(warnings[1]).toContain('answers again, after');
      expect(polling.notes()).toHaveLength(holes + 1);
    });
  },
);
