import { describe, expect, it } from 'vitest';
import { MAX_ALERT_BYTES } from '../../src/alert/read-hints.ts';
import { HINT_SLACK_MS } from '../../src/incidents/hint.ts';
import type { Report } from '../../src/report/report.ts';
import { oversizedIncident, START_MS } from '../support/made-log.ts';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
const { log, metrics } = oversizedIncident();
const inputs = [files.file('access.log', log), '-m', files.file('memory.json', metrics)];

async function reportWith(...argv: string[]): Promise<Report> {
  const { status, stdout, stderr } = await runCli([...inputs, '--format', 'json', ...argv]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout.toString()) as Report;
}

function isoAt(second: number): string {
  return new Date(START_MS + second * 1000).toISOString();
}

function codes({ limits, incidents }: Report): readonly (readonly string[])[] {
  const ofHints = limits.map(({ code }) => code).filter((code) => code.includes('hint'));
  return [ofHints, ...incidents.map(({ reasons }) => reasons.map(({ code }) => code))];
}

describe('--at', () => {
  it('in an incident says so', async () => {
    const report = await reportWith('--at', isoAt(600));
    expect(codes(report)).toEqual([[], ['hinted']]);
    expect(report.verdict).toBe((await reportWith()).verdict);
  });

  it('far from all that was read says what was looked at', async () => {
    const report = await reportWith('--at', isoAt(10 * 3600));
    expect(codes(report)).toEqual([['nothing-at-hint'], []]);
    const [limit] = report.limits.filter(({ code }) => code === 'nothing-at-hint');
    expect(limit?.text).toMatch(/^--at points at .*: neither logs nor metrics cover /);
  });

  it('that is no time is refused', async () => {
    const { status, stderr } = await runCli([...inputs, '--at', 'noon']);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^culprit: --at noon is no time/)]);
  });
});

describe('--alert', () => {
  const alertAt = (second: number, host: string): string =>
    files.file('alert.txt', `${isoAt(second)} ALERT HostMemoryFillingUp host=${host}\n`);

  it('points at time, host and resource', async () => {
    const report = await reportWith('--alert', alertAt(700, 'web1'));
    expect(report.incidents[0]?.reasons[0]?.text).toBe(
      'This is where the alert ALERT HostMemoryFillingUp host=web1 points.',
    );
    expect(report.incidents[0]?.primary.role).toBe('memory');
  });

  it('of a host that is not here is named as such', async () => {
    expect(codes(await reportWith('--alert', alertAt(700, 'db9')))[0]).toEqual(['hint-elsewhere']);
  });

  it('in local time is read in the zone given', async () => {
    const local = new Date(START_MS + (700 + 3600) * 1000).toISOString().slice(0, 19);
    const path = files.file('local.txt', `${local.replace('T', ' ')} web1 swap\n`);
    expect(codes(await reportWith('--alert', path, '--tz', '+01:00'))[1]).toEqual(['hinted']);
    const far = await reportWith('--alert', path);
    expect(HINT_SLACK_MS).toBeLessThan(3_600_000);
    expect(codes(far)[0]).toEqual(['nothing-at-hint']);
  });

  it.each([
    ['nowhere.txt', 'cannot be read: ENOENT'],
    [files.file('empty.txt', ''), 'it is no alert of a form that is known'],
    [files.file('large.txt', 'x'.repeat(MAX_ALERT_BYTES + 1)), 'is larger than'],
    [files.file('odd.json', '{"alerts": []}'), 'its list of alerts is empty'],
    [
      files.file(
        'many.log',
        Array.from(
          { length: 120 },
          (_, i) => `[${1795284902 + i}] HOST ALERT: a;DOWN;SOFT;1;x`,
        ).join('\n'),
      ),
      'holds 120 alerts, more than 100',
    ],
  ])('%s is refused in one line', async (path, why) => {
    const { status, stderr } = await runCli([...inputs, '--alert', path]);
    expect(status).toBe(2);
    expect(stderr).toContain(why);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
