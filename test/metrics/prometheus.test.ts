import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isMiss, type MetricRoom, type MetricSeries } from '../../parsers/contract.ts';
import { dumpRoom } from '../../parsers/prometheus/dump-room.ts';
import { expositionRoom } from '../../parsers/prometheus/exposition-room.ts';
import { queryTextRoom } from '../../parsers/prometheus/query-text-room.ts';
import { prometheusRoom } from '../../parsers/prometheus/room.ts';
import { PrometheusApi } from '../../src/live/prometheus-api.ts';
import { LoopbackPrometheus, missingPrograms } from './loopback-prometheus.ts';

const missing = missingPrograms();
const reason = missing.length === 0 ? '' : ` (skipped: ${missing.join(', ')} missing)`;
const selector = '{job="node",__name__=~"node_.*|up|go_.*"}';

function read(room: MetricRoom, bytes: Uint8Array): ReadonlyMap<string, MetricSeries> {
  expect(room.recognises(bytes.subarray(0, 4096))).toBe(true);
  const reading = room.read(bytes, { fileName: 'metrics', path: 'metrics' });
  if (isMiss(reading)) throw new Error(reading.reason);
  return new Map(reading.series.map((series) => [keyOf(series), series]));
}

function keyOf({ name, labels }: MetricSeries): string {
  return JSON.stringify([name, Object.entries(labels).sort()]);
}

function promtool(...given: readonly string[]): Uint8Array {
  const { status, stdout, stderr } = spawnSync('promtool', given, { maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(stderr.toString());
  return stdout;
}

const samplesOf = ({ times, values }: MetricSeries) =>
  [...times].map((time, index) => [time, values[index]]);

describe.skipIf(missing.length > 0)(`a real Prometheus and node_exporter${reason}`, () => {
  let folder: string;
  let prometheus: LoopbackPrometheus;

  const get = async (path: string, query: Record<string, string>) => {
    const reply = await fetch(`${prometheus.url}${path}?${new URLSearchParams(query)}`);
    return new Uint8Array(await reply.arrayBuffer());
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'culprit-prometheus-'));
    prometheus = await LoopbackPrometheus.start(folder);
    await prometheus.scraped(4);
  }, 60_000);

  afterAll(async () => {
    await prometheus?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives the same samples by a range vector and by promtool tsdb dump', async () => {
    const stored = read(prometheusRoom, await get('/api/v1/query', { query: `${selector}[10m]` }));
    const dumped = read(dumpRoom, promtool('tsdb', 'dump', prometheus.dataPath));
    expect(stored.size).toBeGreaterThan(100);
    for (const [key, series] of stored) {
      const same = dumped.get(key);
      // Scrapes go on between the two questions.
      expect(same && samplesOf(same).slice(0, series.times.length)).toEqual(samplesOf(series));
    }
  });

  it('gives the same samples by query_range, promtool query range and its JSON', async () => {
    const end = Math.floor(Date.now() / 1000) - 1;
    const span = [`--start=${end - 4}`, `--end=${end}`, '--step=1s', prometheus.url, selector];
    const text = read(queryTextRoom, promtool('query', 'range', ...span));
    const json = read(prometheusRoom, promtool('query', 'range', '-o', 'json', ...span));
    const reply = read(
      prometheusRoom,
      await get('/api/v1/query_range', {
        query: selector,
        start: String(end - 4),
        end: String(end),
        step: '1',
      }),
    );
    expect(reply.size).toBeGreaterThan(100);
    expect([...text.keys()].sort()).toEqual([...reply.keys()].sort());
    for (const [key, series] of reply) {
      expect(samplesOf(text.get(key) ?? series)).toEqual(samplesOf(series));
      expect(json.get(key)).toEqual(series);
    }
  });

  it('is asked live for what its dump holds', async () => {
    const toMs = Date.now() - 500;
    const access = { headers: {}, authority: undefined };
    const api = new PrometheusApi(new URL(prometheus.url), { access });
    const files = await api.read({ fromMs: toMs - 60_000, toMs });
    const dumped = read(dumpRoom, promtool('tsdb', 'dump', prometheus.dataPath));
    const asked = files.flatMap(({ bytes }) => [...read(prometheusRoom, bytes)]);
    expect(asked.map(([, { name }]) => name)).toContain('node_memory_MemAvailable_bytes');
    for (const [key, series] of asked) {
      const same = dumped.get(key);
      expect(same && samplesOf(same).slice(0, series.times.length)).toEqual(samplesOf(series));
    }
  });

  it('gives the same samples by an instant query in text and JSON', async () => {
    const time = String(Math.floor(Date.now() / 1000) - 1);
    const text = read(
      queryTextRoom,
      promtool('query', 'instant', `--time=${time}`, prometheus.url, 'up'),
    );
    const reply = read(prometheusRoom, await get('/api/v1/query', { query: 'up', time }));
    expect([...text]).toEqual([...reply]);
  });

  it('finds the samples of a federation in the dump', async () => {
    const federated = read(expositionRoom, await get('/federate', { 'match[]': selector }));
    const dumped = read(dumpRoom, promtool('tsdb', 'dump', prometheus.dataPath));
    expect(federated.size).toBeGreaterThan(100);
    for (const [key, series] of federated) {
      expect(samplesOf(dumped.get(key) ?? series)).toContainEqual(samplesOf(series)[0]);
      expect(dumped.has(key)).toBe(true);
    }
  });

  it('reads what the exporter shows, in text 0.0.4 and OpenMetrics', async () => {
    for (const accept of [
      'text/plain;version=0.0.4',
      'application/openmetrics-text;version=1.0.0',
    ]) {
      const reply = await fetch(`${prometheus.exporterUrl}/metrics`, { headers: { accept } });
      const bytes = new Uint8Array(await reply.arrayBuffer());
      const reading = expositionRoom.read(bytes, {
        fileName: 'node-1700000000.prom',
        path: 'node-1700000000.prom',
      });
      if (isMiss(reading)) throw new Error(reading.reason);
      const kinds = Object.fromEntries(reading.series.map(({ name, kind }) => [name, kind]));
      expect(kinds).toMatchObject({ node_load1: 'gauge', node_context_switches_total: 'counter' });
    }
  });
});
