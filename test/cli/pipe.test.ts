import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Exemplar, Report } from '../../src/report/report.ts';
import { oversizedIncident } from '../support/made-log.ts';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
const { log, metrics } = oversizedIncident();
const logFile = files.file('access.log', log);
const metricFile = files.file('memory.json', metrics);

function exemplarsOf(report: Report): readonly Exemplar[] {
  return report.incidents.flatMap(({ culprits }) => culprits.flatMap((one) => one.exemplars));
}

async function reportOf(
  argv: readonly string[],
  stdin?: readonly Uint8Array[],
): Promise<{ readonly text: string; readonly report: Report }> {
  const settings = stdin === undefined ? {} : { stdin };
  const outcome = await runCli([...argv, '-m', metricFile, '--format', 'json'], settings);
  expect(outcome).toMatchObject({ status: 0, stderr: '' });
  const text = outcome.stdout.toString();
  return { text, report: JSON.parse(text) as Report };
}

/** What is told of lines alone, or more exactly. */
const factsOfLines: ReadonlySet<string> = new Set([
  'largest-response',
  'cut-responses',
  'repeated-target',
  'argument',
  'client-share',
]);

/** A report but for what lines tell beyond buckets of a second: they are not counted in a pipe. */
function byBuckets(text: string): unknown {
  const report = JSON.parse(text) as Report;
  const incidents = report.incidents.map(({ countedBy, traffic, culprits, ...incident }) => ({
    ...incident,
    traffic: { ...traffic, clients: undefined },
    culprits: culprits.map((culprit) => ({
      ...culprit,
      clients: undefined,
      lastSeen: undefined,
      evidence: culprit.evidence.filter(({ factor }) => !factsOfLines.has(factor)),
    })),
  }));
  const limits = report.limits.filter(({ code }) => code !== 'lines-not-counted');
  return { ...report, incidents, limits };
}

describe('a log through a pipe', () => {
  it.each([
    ['plain', Buffer.from(log)],
    ['gzip', gzipSync(log)],
  ])(
    '%s gives the report that the file gives, but for its path and to the bucket',
    async (_, bytes) => {
      const fromFile = await reportOf([logFile]);
      const fromPipe = await reportOf([], [bytes]);
      const named = fromFile.text.replaceAll(logFile, '-');
      const piped = fromPipe.text.replaceAll('standard input', '-');
      expect(byBuckets(piped)).toEqual(byBuckets(named));
      expect(fromPipe.report.inputs.logs[0]?.path).toBe('-');
      expect(fromFile.report.incidents[0]?.countedBy).toBe('line');
      expect(fromPipe.report.incidents[0]?.countedBy).toBe('bucket');
    },
  );

  it('shows raw lines, which cannot be read again', async () => {
    const { report } = await reportOf(['-'], [Buffer.from(log)]);
    const exemplars = exemplarsOf(report);
    expect(exemplars.length).toBeGreaterThan(0);
    for (const { offset, line } of exemplars) {
      expect(line).toBe(log.slice(offset, log.indexOf('\n', offset)));
      expect(line).toContain('/export.php');
    }
  });

  it('written in small pieces, as tail -F does, is the same', async () => {
    const bytes = Buffer.from(log);
    const pieces = Array.from({ length: Math.ceil(bytes.length / 97) }, (_, i) =>
      bytes.subarray(i * 97, (i + 1) * 97),
    );
    const whole = await reportOf([], [bytes]);
    expect((await reportOf([], pieces)).text).toBe(whole.text);
  });
});
