import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderJson } from '../../src/report/json.ts';
import { parseReport } from '../../src/report/parse-report.ts';
import type { Report } from '../../src/report/report.ts';
import { insufficientData, noCulprit, noIncident, twoHosts } from './reports.ts';

/** The same data with every object's keys in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

const reports: readonly (readonly [string, Report])[] = [
  ['two hosts', twoHosts],
  ['no culprit', noCulprit],
  ['no incident', noIncident],
  ['insufficient data', insufficientData],
];

describe('renderJson', () => {
  it.each(reports)('reads back: %s', (_, report) => {
    expect(parseReport(renderJson(report))).toEqual(report);
  });

  it.each(reports)('does not depend on the order of keys: %s', (_, report) => {
    expect(renderJson(reversed(report) as Report)).toBe(renderJson(report));
  });

  it('writes the fields in the order of the schema, absent ones not at all', () => {
    const json = renderJson(insufficientData);
    expect(Object.keys(JSON.parse(json))).toEqual([
      'schema',
      'verdict',
      'inputs',
      'incidents',
      'timeline',
      'limits',
    ]);
    expect(json).not.toContain('"node"');
    expect(json.startsWith('{\n  "schema": "culprit/report@1",\n')).toBe(true);
    expect(json.endsWith('}\n')).toBe(true);
  });
});

/** The two-host report with one field changed, by its path. */
function broken(path: string, value: unknown): string {
  const copy = structuredClone(twoHosts) as unknown as Record<string, unknown>;
  const names = path.split('.');
  const last = names.pop() ?? '';
  const owner = names.reduce((inner, name) => inner[name] as Record<string, unknown>, copy);
  owner[last] = value;
  return JSON.stringify(copy);
}

describe('parseReport', () => {
  it.each([
    ['schema', 'culprit/report@2', 'report.schema: expected culprit/report@1'],
    ['incidents', {}, 'report.incidents: expected a list'],
    [
      'incidents.0.start',
      '14:05',
      'report.incidents[0].start: expected a time in ISO 8601 with offset',
    ],
    ['incidents.1.window', undefined, 'report.incidents[1].window: expected an object'],
    [
      'incidents.0.culprits.0.score',
      '0.8',
      'report.incidents[0].culprits[0].score: expected a number',
    ],
    [
      'incidents.0.culprits.0.subject.route',
      7,
      'report.incidents[0].culprits[0].subject.route: expected a text',
    ],
    ['inputs.logs.0.missed', { a: 'b' }, 'report.inputs.logs[0].missed: expected counts by name'],
    ['incidents.0.host', 5, 'report.incidents[0].host: expected a text'],
  ])('says that %s is not as it should be', (path, value, reason) => {
    expect(parseReport(broken(path, value))).toBe(reason);
  });

  it('refuses a dimension that it does not know: the slice would be too large', () => {
    const text = broken('incidents.0.culprits.0.subject.country', 'NZ');
    expect(parseReport(text)).toMatch(/subject: expected only route, client, /);
  });

  it('leaves fields of a later version out', () => {
    expect(parseReport(broken('incidents.0.mood', 'bad'))).toEqual(twoHosts);
  });

  it.each([
    ['', 'it is not JSON'],
    ['# Culprit: `a`', 'it is not JSON'],
    ['['.repeat(100_000), 'it is not JSON'],
    ['null', 'report: expected an object'],
    ['{"__proto__":{"schema":"culprit/report@1"}}', 'report.schema: expected culprit/report@1'],
  ])('refuses other text: %#', (text, reason) => {
    expect(parseReport(text)).toBe(reason);
  });

  it('answers any JSON with one line', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseReport(text)).toMatch(/^[^\n]+$/);
      }),
    );
  });
});
