import { afterEach, describe, expect, it } from 'vitest';
import { MAX_SERIES, PrometheusApi } from '../../src/live/prometheus-api.ts';
import { readSeries } from '../../src/series/read.ts';
import { runCli } from '../support/run-cli.ts';
import { ApiServer, type Reply } from './api-server.ts';

let api: ApiServer | undefined;
afterEach(async () => {
  await api?.stop();
  api = undefined;
});

const fromMs = Date.UTC(2026, 10, 21, 2);
const span = { fromMs, toMs: fromMs + 3_600_000 };
const settings = { access: { headers: {}, authority: undefined }, retryPauseMs: 1 };
const SCRAPE_SECONDS = 15;

/** Answers like Prometheus of these series, each with its labels and a value for each scrape. */
function prometheus(series: readonly Record<string, string>[]): (url: URL) => Reply {
  const success = (data: unknown): Reply => ({ body: { status: 'success', data } });
  return ({ pathname, searchParams }) => {
    const pattern = /__name__=~"(?<names>[^"]*)"/.exec(
      searchParams.get('query') ?? searchParams.get('match[]') ?? '',
    );
    const { names: alternatives = '' } = pattern?.groups ?? {};
    const names = alternatives.split('|');
    const chosen = series.filter(({ __name__ = '' }) => names.includes(__name__));
    if (pathname.endsWith('/label/__name__/values')) {
      return success([...new Set(series.map(({ __name__ }) => __name__))]);
    }
    if (pathname.endsWith('/series')) return success(chosen);
    const { seconds: range } =
      /\[(?<seconds>\d+)s\]$/.exec(searchParams.get('query') ?? '')?.groups ?? {};
    const end = Number(searchParams.get('time') ?? searchParams.get('end'));
    const start = range === undefined ? Number(searchParams.get('start')) : end - Number(range);
    const step = range === undefined ? Number(searchParams.get('step')) : SCRAPE_SECONDS;
    const times: number[] = [];
    for (let time = Math.ceil(start / step) * step; time <= end; time += step) times.push(time);
    const result = chosen.map((metric) => ({
      metric,
      values: times.map((time) => [time, String(time % 997)]),
    }));
    return success({ resultType: 'matrix', result });
  };
}

const load = { __name__: 'node_load1', instance: 'web1:9100', job: 'node' };
const unknown = { __name__: 'queue_length', instance: 'web1:9100', job: 'app' };

async function read(series: readonly Record<string, string>[], { path = '', over = span } = {}) {
  api = await ApiServer.start(prometheus(series));
  const files = await new PrometheusApi(new URL(`${api.address}${path}`), settings).read(over);
  return { files, series: readSeries(files).series };
}

describe('PrometheusApi', () => {
  it('reads raw samples of the metrics that tables know', async () => {
    const { series } = await read([load, unknown, { ...load, __name__: 'up' }]);
    expect(
      series.map(({ name, node, stepSeconds, times }) => [name, node, stepSeconds, times.length]),
    ).toEqual([['node_load1', 'web1', SCRAPE_SECONDS, 242]]);
    const paths = api?.asked.map(({ url }) => url.pathname);
    expect(new Set(paths)).toEqual(
      new Set(['/api/v1/label/__name__/values', '/api/v1/series', '/api/v1/query']),
    );
  });

  it('asks below the path of the address', async () => {
    await read([load], { path: '/prometheus/' });
    expect(api?.asked.every(({ url }) => url.pathname.startsWith('/prometheus/api/v1/'))).toBe(
      true,
    );
  });

  it('reads all metrics that match[] selects, and hands its labels on', async () => {
    const { series } = await read([load, unknown], { path: '?match[]={job="app"}' });
    expect(series.map(({ name }) => name)).toContain('queue_length');
    const queries = api?.asked.flatMap(({ url }) => url.searchParams.get('query') ?? []) ?? [];
    expect(queries.length).toBeGreaterThan(0);
    expect(queries.every((query) => query.includes('job="app"'))).toBe(true);
  });

  it('takes a coarser step for a longer span', async () => {
    const over = { fromMs, toMs: fromMs + 30 * 86_400_000 };
    const { series } = await read([load], { over });
    expect(series[0]?.stepSeconds).toBe(300);
    expect(api?.asked.some(({ url }) => url.searchParams.get('step') === '300')).toBe(true);
  });

  it('asks in several queries for many metrics, and merges them', async () => {
    const many = Array.from({ length: 600 }, (_, at) => ({
      ...load,
      cpu: String(at),
      mode: 'user',
      __name__: 'node_cpu_seconds_total',
    }));
    const { files } = await read([load, ...many], { over: { fromMs, toMs: fromMs + 86_400_000 } });
    expect(files.length).toBe(2);
    expect(new Set(files.map(({ path }) => path)).size).toBe(2);
  });

  it.each([
    [401, {}, /refuses access \(401\); give a token in CULPRIT_BEARER_TOKEN/],
    [
      302,
      { Location: 'https://sso.example/login' },
      /sends elsewhere \(302\); give the address it names: https:\/\/sso/,
    ],
    [
      404,
      {},
      /does not answer like a Prometheus API \(404\); give the address in front of \/api\/v1/,
    ],
    [200, {}, /does not answer like a Prometheus API \(200\)/],
  ])('says what %i means', async (status, headers, message) => {
    api = await ApiServer.start(() => ({ status, headers, body: '<html>' }));
    await expect(new PrometheusApi(new URL(api.address), settings).read(span)).rejects.toThrow(
      message,
    );
  });

  it('hands on what the API says is wrong', async () => {
    const body = { status: 'error', errorType: 'bad_data', error: 'parse error: unexpected }' };
    api = await ApiServer.start(() => ({ status: 400, body }));
    const reading = new PrometheusApi(new URL(api.address), settings).read(span);
    await expect(reading).rejects.toThrow(/answers: parse error: unexpected }; check match/);
  });

  it('refuses more series than one analysis takes, and says how to choose', async () => {
    const many = Array.from({ length: MAX_SERIES + 1 }, (_, at) => ({
      ...load,
      instance: `web${at}:9100`,
    }));
    await expect(read(many)).rejects.toThrow(
      /holds 5001 series .* more than 5000; choose hosts .*match\[\]=/,
    );
  });

  it('says when nothing is known there, and when match[] selects nothing', async () => {
    await expect(read([unknown])).rejects.toThrow(
      /holds no series that are known between 2026-11-21T02/,
    );
    expect(() => new PrometheusApi(new URL('http://a?match[]={}'), settings)).toThrow(
      /selects nothing/,
    );
  });

  it('sends credentials of the environment, and never shows those of the address', async () => {
    api = await ApiServer.start(() => ({ status: 403 }));
    const address = api.address.replace('//', '//me:secret@');
    const { status, stderr } = await runCli(['inspect', address], {
      environment: { CULPRIT_BEARER_TOKEN: 'abc' },
    });
    expect(status).toBe(2);
    expect(api.asked[0]?.headers.authorization).toBe('Bearer abc');
    expect(stderr).not.toContain('secret');
  });
});
