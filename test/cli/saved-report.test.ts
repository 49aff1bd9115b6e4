import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { oversizedIncident } from '../support/made-log.ts';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
const { log, metrics } = oversizedIncident();
const path = files.file('access.log', log);
const inputs = [path, '-m', files.file('memory.json', metrics)];
const saved = join(files.path, 'saved.json');

async function text(argv: readonly string[], stdin?: Iterable<Uint8Array>): Promise<string> {
  const { status, stdout, stderr } = await runCli(argv, stdin === undefined ? {} : { stdin });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.toString();
}

/** The saved report, its text changed. */
async function changed(from: string | RegExp, to: string): Promise<string> {
  const json = await text([...inputs, '--format', 'json']);
  return files.file('changed.json', json.replace(from, to));
}

describe('a saved report', () => {
  it('is rendered again as it was at first, byte for byte', async () => {
    await text([...inputs, '-o', saved, '--quiet']);
    const markdown = await text(inputs);
    expect(await text([saved])).toBe(markdown);
    expect(await text([saved, '--format', 'json'])).toBe(readFileSync(saved, 'utf8'));
    expect(await text(['-'], [readFileSync(saved)])).toBe(markdown);
    const [first, again] = ['first', 'again'].map((name) => join(files.folder(name), 'report.md'));
    await text([...inputs, '-o', first ?? '', '--quiet']);
    await text([saved, '-o', again ?? '', '--quiet']);
    expect(readFileSync(again ?? '', 'utf8')).toBe(readFileSync(first ?? '', 'utf8'));
  });

  it('keeps its exit status', async () => {
    await text([...inputs, '-o', saved, '--quiet']);
    expect((await runCli([saved, '--exit-code'])).status).toBe(1);
  });

  it('gives its lines from a pipe', async () => {
    const json = await text([...inputs, '--format', 'json']);
    const lines = await text(['lines', '--report', '-', '--culprit', '1.1'], [Buffer.from(json)]);
    expect(lines.split('\n')[0]).toContain('/export.php');
  });

  it.each([
    [
      'of a later version',
      /report@1/,
      'report@2',
      /is culprit\/report@2, and this culprit reads culprit\/report@1; /,
    ],
    ['cut off', /"timeline"[\s\S]*$/, '', /is no report: it is not JSON; /],
    [
      'with a field that is not as it should be',
      '"rank": 1',
      '"rank": "1"',
      /culprits\[0\]\.rank: expected a number; /,
    ],
  ])('%s is refused in one line', async (_, from, to, reason) => {
    const { status, stdout, stderr } = await runCli([await changed(from, to)]);
    expect({ status, stdout: stdout.toString() }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(reason);
    expect(stderr).toMatch(/^culprit: [^\n]+\n$/);
  });

  it.each([
    ['another input', [path], / is a saved report; name it alone/],
    ['metrics', ['-m', 'x'], /^culprit: --metrics changes nothing in /],
    ['a span', ['--from', '2026-11-21T02:00'], /^culprit: --from changes nothing in /],
  ])('goes not with %s', async (_, others, reason) => {
    await text([...inputs, '-o', saved, '--quiet']);
    const { status, stderr } = await runCli([saved, ...others]);
    expect(status).toBe(2);
    expect(stderr).toMatch(reason);
  });

  it('is told from a log of JSON lines', async () => {
    const line =
      '{"time_iso8601":"2026-11-21T02:00:00+00:00","request_uri":"/a","schema":"x","status":200}\n';
    const jsonLog = files.file('log.json', line.repeat(50));
    expect(await text([jsonLog])).toMatch(/^# Not enough data/);
    expect(await text(['-'], [Buffer.from(line.repeat(50))])).toMatch(/^# Not enough data/);
  });

  it('is not seen in an empty pipe', async () => {
    expect((await runCli(['-'], { stdin: [] })).stderr).toBe(
      (await runCli([], { stdin: [] })).stderr,
    );
  });
});
