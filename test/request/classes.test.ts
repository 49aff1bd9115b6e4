import { expect, it } from 'vitest';
import { durationClass, sizeClass } from '../../src/request/classes.ts';

it.each([
  [0, '<1MB'],
  [999_999, '<1MB'],
  [1_000_000, '1MB-100MB'],
  [989_169_280, '100MB-1GB'],
  [5_105_062_572, '>=1GB'],
])('%i bytes are in the class %s', (bytes, name) => {
  expect(sizeClass(bytes)).toBe(name);
});

it.each([
  [0, '<1s'],
  [1000, '1s-10s'],
  [59_999, '10s-60s'],
  [60_000, '>=60s'],
])('%i ms are in the class %s', (durationMs, name) => {
  expect(durationClass(durationMs)).toBe(name);
});
