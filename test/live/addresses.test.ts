import { expect, it } from 'vitest';
import { isPolled } from '../../src/live/addresses.ts';

it.each([
  ['munin://web1:4949', true],
  ['http://web1:9100/metrics', true],
  ['https://web1/exporter/metrics?x=y', true],
  ['http://prometheus:9090', false],
  ['http://prometheus:9090/metrics-api', false],
  ['metrics', false],
])('whether %s is polled: %s', (path, expected) => {
  expect(isPolled(path)).toBe(expected);
});
