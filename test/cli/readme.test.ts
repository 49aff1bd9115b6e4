import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { oversizedIncident } from '../support/made-log.ts';
import { TempFolder } from '../support/temp-folder.ts';
import { Typed } from '../support/typed.ts';

const files = new TempFolder();
const typed = new Typed(files);
const { log, metrics } = oversizedIncident();
const folder = files.folder('at');
for (const name of ['access.log', 'web1.log', 'web2.log']) files.file(join('at', name), log);
files.file('at/old.gz', gzipSync(log));
files.file('at/metrics/memory.json', metrics);

const [, use = ''] = readFileSync('README.md', 'utf8').split('\n## Use\n');
const [, block = ''] = /```sh\n([^`]+)```/.exec(use) ?? [];
const commands = block
  .split('\n')
  .filter((line) => line.startsWith('culprit') || line.includes('|'));

/** What is not here: folders of a server, its services, and logs that never end. */
const ELSEWHERE = /\/var\/|\/etc\/|:\/\/|tail -F/;

it('shows commands, of which most can be typed anywhere', () => {
  expect(commands.filter((one) => !ELSEWHERE.test(one)).length).toBeGreaterThan(6);
});

it('shows commands that do what they say, one after the other', () => {
  const printed = commands
    .filter((one) => !ELSEWHERE.test(one))
    .map((one) => [one, typed.run(one, folder).toString()] as const);
  const of = (part: string): string => printed.find(([one]) => one.includes(part))?.[1] ?? '';
  expect(of('--host web1')).toMatch(/^# /);
  expect(of('lines --report')).toContain('/export.php');
  expect(of('inspect')).toContain('access.log');
  for (const name of ['report.md', 'report.html', 'report.json', 'report.incident-1.svg']) {
    expect(files.read(join('at', name)).length).toBeGreaterThan(1000);
  }
}, 180_000);

const hasSystemd = spawnSync('systemd-analyze', ['--version']).error === undefined;
const unitTitle = 'has a unit that systemd takes';

it.skipIf(!hasSystemd)(
  hasSystemd ? unitTitle : `${unitTitle} (skipped: systemd-analyze is not installed)`,
  () => {
    const [, unit = ''] = /```ini\n([^`]+)```/.exec(readFileSync('README.md', 'utf8')) ?? [];
    expect(unit).toContain('ExecStart=/usr/bin/culprit watch ');
    // Only what is installed may be started.
    const path = files.file('culprit.service', unit.replace('/usr/bin/culprit', process.execPath));
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', path], { encoding: 'utf8' });
    // It looks at units of the host as well.
    expect(stderr).not.toContain('culprit.service');
    expect(status).toBe(0);
  },
);
