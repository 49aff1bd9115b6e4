import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { combinedLines, oversizedIncident } from '../support/made-log.ts';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
const { log, metrics } = oversizedIncident();
const metricFile = files.file('memory.json', metrics);
const stdin = [Buffer.from(log)];
const culprit = '203.0.113.9';

describe('an option that changes nothing', () => {
  it.each([
    [['--jobs', '2'], /^culprit: --jobs changes nothing in a watch, .*; leave it out\n$/],
    [['--since', '1h'], /^culprit: --since reads a log back, .*; name the log, .*\n$/],
    [['--format', 'html'], /^culprit: --format html makes one page, .*; name a file .*\n$/],
  ])('is refused in one line: %j', async (argv, said) => {
    const { status, stderr } = await runCli(['watch', ...argv], { stdin });
    expect(status).toBe(2);
    expect(stderr).toMatch(said);
  });

  it('is not in the help', async () => {
    const { stdout } = await runCli(['watch', '--help']);
    expect(stdout.toString()).not.toContain('--jobs');
    expect(stdout.toString()).toContain('--anonymize');
  });
});

describe('watch --exit-code', () => {
  it.each([
    ['1 where somebody is named', log, 1],
    ['0 where nobody is', `${combinedLines(900).join('\n')}\n`, 0],
  ])('is %s', async (_, text, wanted) => {
    const argv = ['watch', '--exit-code', '-m', metricFile];
    expect((await runCli(argv, { stdin: [Buffer.from(text)] })).status).toBe(wanted);
  });
});

describe('watch --anonymize', () => {
  it('calls clients the same in all that it tells, and tells no address', async () => {
    const output = `${files.path}/report.json`;
    const state = `${files.path}/state`;
    const argv = ['watch', '--anonymize', '--json', '-m', metricFile];
    const { stdout } = await runCli([...argv, '-o', output, '--state', state], { stdin });
    const told = `${stdout}${readFileSync(output, 'utf8')}${readFileSync(state, 'utf8')}`;
    expect(told).not.toContain(culprit);
    const [began] = stdout.toString().trim().split('\n');
    expect(JSON.parse(began ?? '').incident.culprits[0].subject.client).toBe('client-1');
    expect(JSON.parse(readFileSync(output, 'utf8')).anonymized).toBe(true);
  });
});

describe('watch --at', () => {
  it('is heeded as in a batch run', async () => {
    const argv = ['-m', metricFile, '--at', '2026-11-21T02:10', '--format', 'json'];
    const batch = await runCli(argv, { stdin });
    const watched = await runCli(['watch', ...argv], { stdin });
    const last = watched.stdout.toString().trimEnd().split('\n').at(-1) ?? '';
    expect(JSON.parse(last).report).toEqual(JSON.parse(batch.stdout.toString()));
  });
});

describe('watch --state of a pipe', () => {
  it('says what it cannot keep', async () => {
    const argv = ['watch', '-m', metricFile, '--state', `${files.path}/of-pipe`];
    const { stderr } = await runCli(argv, { stdin });
    expect(stderr).toMatch(/the state of a pipe .* not how far it was read/);
  });
});
