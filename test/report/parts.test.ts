import { describe, expect, it } from 'vitest';
import { LOG_ROWS, MISS_REASONS, SERIES_ROWS } from '../../src/report/inputs-section.ts';
import { LINE_CHARACTERS } from '../../src/report/log-text.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import type { Culprit, Incident, Report } from '../../src/report/report.ts';
import { TIMELINE_CHARACTERS, TIMELINE_ROWS } from '../../src/report/timeline-section.ts';
import { insufficientData, noCulprit, noIncident, twoHosts } from './reports.ts';

type Changes<T> = { readonly [K in keyof T]?: T[K] };

const incident = twoHosts.incidents[0] as Incident;
const culprit = incident.culprits[0] as Culprit;

/** A report of one incident, with changes. */
function withIncident(changes: Changes<Incident>): Report {
  return { ...twoHosts, incidents: [{ ...incident, ...changes }] };
}

function withInputs(changes: Changes<Report['inputs']>): string {
  return renderMarkdown({ ...twoHosts, inputs: { ...twoHosts.inputs, ...changes } });
}

function copies<T>(item: T | undefined, length: number, change: (at: number) => object): T[] {
  return Array.from({ length }, (_, at) => ({ ...item, ...change(at) }) as T);
}

describe('the headline', () => {
  it('says a fall as a fall, and names an unknown role by its series', () => {
    const page = renderMarkdown(
      withIncident({
        primary: { series: 'tx_rate', role: 'generic', unit: 'bytes/s', baseline: 2e6, peak: 1e3 },
      }),
    );
    expect(page).toContain('`tx_rate` on `web3` fell from 2 MB/s to 1 kB/s.');
    expect(page).toContain('explains 93 % of the fall.');
  });

  it('says what happened once when there is one incident', () => {
    const page = renderMarkdown(withIncident({}));
    expect(page.match(/rose from/g)).toHaveLength(1);
    expect(page).not.toContain('in all');
  });

  it('says that data is missing, and where to read what', () => {
    const page = renderMarkdown(
      withIncident({
        verdict: 'insufficient-data',
        culprits: [],
        reasons: [{ code: 'x', text: 'No log covers it.' }],
      }),
    );
    expect(page).toContain('The data does not suffice to say who caused it.');
    expect(page).toContain('### What is missing\n\n- No log covers it.');
    expect(renderMarkdown({ ...insufficientData, limits: [] })).not.toContain('named below');
  });

  it('counts the incidents when none has a culprit', () => {
    const [one] = noCulprit.incidents;
    const page = renderMarkdown({ ...noCulprit, incidents: [one as Incident, one as Incident] });
    expect(page.split('\n')[0]).toBe('# No culprit in these logs (2 incidents in all)');
  });
});

describe('a culprit', () => {
  it('is told without what the log does not carry', () => {
    const { bytes: _bytes, workerSeconds: _seconds, ...bare } = culprit;
    const page = renderMarkdown(withIncident({ culprits: [{ ...bare, evidence: [] }] }));
    expect(page).toContain('Crawler burst: 412 requests. Seen 2026-11-21 14:01:12');
    expect(page).not.toContain('**Evidence**');
  });

  it('shows its lines clipped, head and tail', () => {
    const line = `head${'x'.repeat(2 * LINE_CHARACTERS)}tail`;
    const exemplars = [{ path: 'a.log', offset: 1, line }];
    const page = renderMarkdown(withIncident({ culprits: [{ ...culprit, exemplars }] }));
    const shown = page.split('\n').find((text) => text.startsWith('headx')) ?? '';
    expect(shown).toHaveLength(LINE_CHARACTERS);
    expect(shown).toMatch(/^headx+\u2026x+tail$/);
  });

  it('is fetched by a command that no clipping touches', () => {
    const path = `/${'x'.repeat(2 * LINE_CHARACTERS)}.log`;
    const page = renderMarkdown({
      ...withIncident({}),
      made: { version: '0.1.0', arguments: [path] },
    });
    expect(page).toContain(
      `\`\`\`sh\nculprit ${path} --format json | culprit lines --report - --culprit 1.1\n\`\`\``,
    );
  });
});

describe('the timeline', () => {
  const entry = twoHosts.timeline[0];

  it('gives clock times when it lies within one day', () => {
    const page = renderMarkdown({ ...twoHosts, timeline: twoHosts.timeline.slice(0, 2) });
    expect(page).toContain('All on 2026-11-21 +01:00.');
    expect(page).toContain('\n| 14:01:12 +01:00 |');
  });

  it('ends after its rows and says how many are left', () => {
    const timeline = copies(entry, TIMELINE_ROWS + 2, (at) => ({ text: `row${at}.` }));
    const page = renderMarkdown({ ...noIncident, timeline });
    expect(page).toContain(`row${TIMELINE_ROWS - 1}.`);
    expect(page).not.toContain(`row${TIMELINE_ROWS}.`);
    expect(page).toContain('2 later entries in the JSON report.');
  });

  it('clips its sentences', () => {
    const timeline = copies(entry, 1, () => ({ text: 'x'.repeat(500) }));
    const page = renderMarkdown({ ...noIncident, timeline });
    expect(page.match(/x{2,}\u2026x+/)?.[0]).toHaveLength(TIMELINE_CHARACTERS);
  });
});

describe('the inputs', () => {
  const { logs, series } = twoHosts.inputs;

  it('sums up the logs that do not fit the table', () => {
    const page = withInputs({
      logs: copies(logs[0], LOG_ROWS + 3, (at) => ({ path: `log${at}.gz` })),
    });
    expect(page).toContain(`\`log${LOG_ROWS - 1}.gz\``);
    expect(page).not.toContain(`\`log${LOG_ROWS}.gz\``);
    expect(page).toContain('3 more logs with 3,612,993 lines.');
  });

  it('accounts for every line that was not read, commonest reason first', () => {
    const missed = Object.fromEntries(
      Array.from({ length: MISS_REASONS + 2 }, (_, at) => [`reason ${at}`, at + 1]),
    );
    const page = withInputs({ logs: copies(logs[0], 1, () => ({ missed })) });
    expect(page).toContain('- 7 lines: reason 6\n- 6 lines: reason 5\n');
    expect(page).toContain('- 3 lines: other reasons\n');
  });

  it('lists of many series only those of the incidents', () => {
    const others = copies(series[0], SERIES_ROWS, (at) => ({ name: `other${at}` }));
    const page = withInputs({ series: [...others, ...series] });
    expect(page).toContain(
      `${SERIES_ROWS + 2} resource series read. Those that the incidents speak of:`,
    );
    expect(page).not.toContain('other1');
    const [incident] = twoHosts.incidents;
    const onset = incident?.start ?? '';
    const ladder = others.map(({ name }) => ({ series: name, role: 'load', onset }));
    const crowded = renderMarkdown({
      ...twoHosts,
      inputs: { ...twoHosts.inputs, series: [...others, ...series] },
      incidents: copies(incident, 1, () => ({ ladder })),
    });
    expect(crowded).toContain(
      `The first ${SERIES_ROWS} of ${SERIES_ROWS + 1} that the incidents speak of, the JSON report has all:`,
    );
    const quiet = renderMarkdown({
      ...noIncident,
      inputs: { logs: copies(logs[0], 5, () => ({})), series: [...others, ...series] },
    });
    expect(quiet).toContain('resource series read. None is part of an incident.');
  });

  it('are a few lines where nothing happened', () => {
    const page = renderMarkdown(noIncident);
    expect(page).toContain(
      '- `/var/log/apache2/access.log` of `web3`: `combined`, 1,204,331 lines, 1,204,319 parsed, 2026-11-21 00:00:01 to 23:59:58 +01:00\n',
    );
    expect(page).not.toContain('|');
    expect(page.split('\n').length).toBeLessThan(21);
  });

  it('says what was not given', () => {
    const page = withInputs({ logs: [], series: [] });
    expect(page).toContain('No logs were read.');
    expect(page).toContain('No resource series were read.');
  });

  it('has no column for hosts when there is one', () => {
    const bare = logs.map(({ node: _node, ...log }) => log);
    expect(withInputs({ logs: bare, series: [] })).not.toContain('| Host');
  });
});
