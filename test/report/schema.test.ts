import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { renderJson } from '../../src/report/json.ts';
import { parseReport } from '../../src/report/parse-report.ts';
import { checkReport } from '../support/valid-report.ts';
import { insufficientData, noCulprit, noIncident, reportWith, twoHosts } from './reports.ts';
import { schemaOfReport } from './schema-of.ts';

const PUBLISHED = 'src/report/report.schema.json';
const published = readFileSync(PUBLISHED, 'utf8');
const validate = new Ajv2020({ validateFormats: false }).compile(JSON.parse(published));

describe('the published JSON Schema', () => {
  it('names every field of report.ts, with its docstring', async () => {
    const text = `${JSON.stringify(schemaOfReport(), undefined, 2)}\n`;
    await expect(text).toMatchFileSnapshot(resolve(PUBLISHED));
  });

  it('describes fields by their docstrings, those of what they extend too', () => {
    const { Culprit } = (JSON.parse(published) as { $defs: Record<string, Described> }).$defs;
    expect(Culprit?.properties['explains']?.description).toMatch(/0 to 1/);
    expect(Culprit?.properties['bytes']?.description).toBe('Of those that ended in the window.');
  });

  it('is what package.json exports and packs', () => {
    const { exports, files } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      exports: Record<string, unknown>;
      files: string[];
    };
    expect(exports['./report.schema.json']).toBe(`./${PUBLISHED}`);
    expect(files).toContain(PUBLISHED);
  });

  it.each([
    ['two hosts', twoHosts],
    ['no culprit', noCulprit],
    ['no incident', noIncident],
    ['insufficient data', insufficientData],
    ['hostile text', reportWith('<b>`|')],
  ])('accepts what is written: %s', (_, report) => {
    const json = renderJson(report);
    expect(validate(JSON.parse(json)) ? [] : validate.errors).toEqual([]);
    checkReport(json);
  });

  it.each([
    ['a verdict that is none', { verdict: 'guilty' }],
    ['another version', { schema: 'culprit/report@2' }],
    ['a list that is none', { limits: {} }],
    ['a time without offset', { timeline: [{ time: '2026-11-21T14:05:00', kind: '', text: '' }] }],
    ['a missing field', { incidents: undefined }],
  ])('refuses %s, as the reader does', (_, change) => {
    const changed = JSON.parse(JSON.stringify({ ...twoHosts, ...change })) as unknown;
    expect(validate(changed)).toBe(false);
    expect(parseReport(JSON.stringify(changed))).toBeTypeOf('string');
  });

  it('accepts fields of a later version, which the tests of this one do not', () => {
    const later = { ...JSON.parse(renderJson(noIncident)), mood: 'bad' };
    expect(validate(later)).toBe(true);
    expect(() => checkReport(JSON.stringify(later, undefined, 1))).toThrow(/mood/);
  });
});

interface Described {
  readonly properties: Readonly<Record<string, { readonly description?: string }>>;
}
