import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isMiss } from '../../../parsers/contract.ts';
import { expositionRoom } from '../../../parsers/prometheus/exposition-room.ts';

const corpus = new URL('../../../../shared/corpus/', import.meta.url);
const there = existsSync(corpus);
const missing = there ? '' : ' (skipped: the corpus is not here)';

/** Whether the whole of a file is accepted, as `culprit` meets it: recognised by its content and read. */
function accepts(path: string, as: string): boolean {
  const bytes = readFileSync(new URL(path, corpus));
  const recognised = expositionRoom.recognises(bytes.subarray(0, 4096));
  return recognised && !isMiss(expositionRoom.read(bytes, { fileName: as, path: as }));
}

const suite = 'openmetrics/prometheus__OpenMetrics/parsers/';
const cases = there ? readdirSync(new URL(suite, corpus)) : [];

it.skipIf(!there)(`finds the OpenMetrics conformance suite${missing}`, () => {
  expect(cases.length).toBeGreaterThan(100);
});

for (const name of cases) {
  const { file, shouldParse } = JSON.parse(
    readFileSync(new URL(`${suite}${name}/test.json`, corpus), 'utf8'),
  );
  it(`${shouldParse ? 'accepts' : 'refuses'} the case ${name} of the OpenMetrics suite`, () => {
    expect(accepts(`${suite}${name}/${file}`, 'metrics')).toBe(shouldParse);
  });
}

const fuzz = 'prom/prometheus__common/';
const seeds = there
  ? readdirSync(new URL(fuzz, corpus)).filter((file) => file.startsWith('fuzz'))
  : [];

it.skipIf(!there)(`finds the seeds of Prometheus' text parser${missing}`, () => {
  expect(seeds.length).toBeGreaterThan(10);
});

for (const file of seeds) {
  const bad = file.includes('error');
  it(`${bad ? 'refuses' : 'accepts'} ${file} of Prometheus' text parser`, () => {
    expect(accepts(fuzz + file, file)).toBe(!bad);
  });
}

it
  .skipIf(!there)
  .each([
    'prom/prometheus__common/testdata_text',
    'prom/prometheus__node_exporter/e2e-output-freebsd.txt',
    'prom/prometheus__node_exporter/textfile_client_side_timestamp_metrics.prom',
    'prom/prometheus__node_exporter/textfile_inconsistent_metrics_metrics.prom',
    'prom/prometheus__prometheus/alltypes.237mfs.prom.txt',
    'prom/prometheus__prometheus/alltypes.5mfs.om.txt',
    'prom/prometheus__prometheus/dump-openmetrics-test.prom',
    'prom/prometheus__prometheus/metrics-test.prom',
    'prom/influxdata__telegraf/openmetrics_testcases_dovecot_input.txt',
    'prom/influxdata__telegraf/openmetrics_testcases_multiple_input.txt',
    'prom/influxdata__telegraf/openmetrics_testcases_valid_counter_input.txt',
    'prom/influxdata__telegraf/openmetrics_testcases_valid_stateset_input.txt',
    'prom/influxdata__telegraf/openmetrics_testcases_valid_unknown_input.txt',
    'prom/influxdata__telegraf/prometheus_testcases_benchmark_input.txt',
    'prom/influxdata__telegraf/prometheus_testcases_ignore_timestamp_input.txt',
    'prom/influxdata__telegraf/prometheus_testcases_metric_with_timestamp_input.txt',
    'prom/influxdata__telegraf/prometheus_testcases_valid_histogram_input.txt',
    'prom-made/odd_exporter.prom.txt',
  ])(`accepts %s${missing}`, (path) => {
  const bytes = readFileSync(new URL(path, corpus));
  expect(expositionRoom.recognises(bytes.subarray(0, 4096))).toBe(true);
  expect(expositionRoom.read(bytes, { fileName: 'm', path: 'm' })).not.toHaveProperty('reason');
});

it.skipIf(!there)(`does not take JSON for exposition text${missing}`, () => {
  const path = 'prom/prometheus__common/testdata_json2_bad';
  expect(accepts(path, 'json2_bad')).toBe(false);
});
