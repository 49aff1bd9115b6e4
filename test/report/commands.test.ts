import { describe, expect, it } from 'vitest';
import { linesCommand, reportCommand } from '../../src/report/commands.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import type { Incident, Report } from '../../src/report/report.ts';
import { twoHosts } from './reports.ts';

const incident = twoHosts.incidents[0] as Incident;

function madeBy(...words: string[]): Report {
  return { ...twoHosts, made: { version: '0.1.0', arguments: words } };
}

describe('the commands of a report', () => {
  it('make it once more, and its lines from that', () => {
    const report = madeBy('my log', '--metrics', 'munin');
    expect(reportCommand(report.made)).toBe("culprit 'my log' --metrics munin");
    expect(linesCommand(report.made, incident, { id: '1.1' })).toBe(
      "culprit 'my log' --metrics munin --format json | culprit lines --report - --culprit 1.1",
    );
  });

  it.each([
    ['a pipe', '-'],
    ['a pipe of a host', '--host', 'web1=-'],
    ['a munin-node', 'a.log', '--metrics', 'munin://web1:4949'],
    ['an exporter', 'a.log', '--metrics', 'http://web1:9100/metrics'],
  ])('need the saved report where there was %s', (_, ...words) => {
    const report = madeBy(...words);
    expect(reportCommand(report.made)).toBeUndefined();
    expect(linesCommand(report.made, incident, { id: '1.1' })).toBe(
      'culprit lines --report report.json --culprit 1.1',
    );
    const page = renderMarkdown(report);
    expect(page).toContain('All its lines, with this report saved by `-o report.json`:');
    expect(page).toContain('Made by culprit 0.1.0 from a pipe or by polling');
  });

  it('name a copy of the log that came through a pipe', () => {
    const piped = { ...incident, logs: ['-'] };
    expect(linesCommand(madeBy('-').made, piped, { id: '1.1' })).toMatch(
      /--culprit 1\.1 access\.log$/,
    );
  });

  it('of a report that says not how it was made are of the saved one', () => {
    const { made: _made, ...bare } = twoHosts;
    expect(reportCommand(undefined)).toBeUndefined();
    expect(renderMarkdown(bare)).not.toContain('Made by');
  });
});
