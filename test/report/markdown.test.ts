import { expect, it } from 'vitest';
import { renderMarkdown } from '../../src/report/markdown.ts';
import type { Report } from '../../src/report/report.ts';
import { insufficientData, noCulprit, noIncident, reportWith, twoHosts } from './reports.ts';

const goldens: readonly (readonly [string, Report])[] = [
  ['two-hosts', twoHosts],
  ['no-culprit', noCulprit],
  ['no-incident', noIncident],
  ['insufficient-data', insufficientData],
  [
    'hostile',
    reportWith('/a|b`c``</td><script>alert(1)</script>](javascript:x)\r\n# \u202e\u001b[31m'),
  ],
];

it.each(goldens)('writes %s as its golden page', async (name, report) => {
  await expect(renderMarkdown(report)).toMatchFileSnapshot(`golden/${name}.md`);
});
