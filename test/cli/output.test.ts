import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { oversizedIncident } from '../support/made-log.ts';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
const { log, metrics } = oversizedIncident();
const inputs = [files.file('access.log', log), '-m', files.file('memory.json', metrics)];

describe('-o', () => {
  it('writes what stdout would have had, and a line on stderr', async () => {
    const path = join(files.path, 'out', 'report.md');
    files.folder('out');
    const { stdout } = await runCli(inputs);
    const written = await runCli([...inputs, '-o', path]);
    const paragraphs = readFileSync(path, 'utf8').split('\n\n');
    const ours = paragraphs.filter((one) => !one.startsWith('!['));
    expect(ours.join('\n\n')).toBe(stdout.toString());
    expect(written).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(
        /^culprit: Culprit: client 203\.0\.113\.9 at \/export\.php, [a-z ]+, 2026-11-21 02:[\d:]+ to 02:[\d:]+ \+00:00; wrote [^\n]*report\.md\n$/,
      ),
    });
    expect(written.stdout.length).toBe(0);
    expect(readdirSync(join(files.path, 'out'))).toEqual(['report.incident-1.svg', 'report.md']);
  });

  it('writes the pictures that Markdown shows beside it, and no others', async () => {
    const folder = files.folder('pictures');
    const path = join(folder, 'my report.md');
    const old = '<svg xmlns="http://www.w3.org/2000/svg" class="culprit-incident" width="1"/>';
    writeFileSync(join(folder, 'my report.incident-2.svg'), old);
    writeFileSync(join(folder, 'my report.incident-3.svg'), '<svg>of somebody else</svg>');
    writeFileSync(join(folder, 'other.incident-2.svg'), old);
    await runCli([...inputs, '-o', path, '--quiet']);
    expect(readdirSync(folder).sort()).toEqual([
      'my report.incident-1.svg',
      'my report.incident-3.svg',
      'my report.md',
      'other.incident-2.svg',
    ]);
    expect(readFileSync(path, 'utf8')).toMatch(
      /^!\[.*Culprit 1\.1: .*\]\(my%20report\.incident-1\.svg\)$/m,
    );
    const picture = readFileSync(join(folder, 'my report.incident-1.svg'), 'utf8');
    expect(picture).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  });

  const script = 'dist/bundle/page.js';
  it.skipIf(!existsSync(script))(
    'writes a page where the name ends so (skipped where dist/ is not built)',
    async () => {
      const folder = files.folder('page');
      await runCli([...inputs, '-o', join(folder, 'report.html'), '--quiet']);
      expect(readdirSync(folder)).toEqual(['report.html']);
      const page = readFileSync(join(folder, 'report.html'), 'utf8');
      expect(page).toMatch(/^<!doctype html>/);
      const { stdout } = await runCli([...inputs, '--format', 'html']);
      expect(stdout.toString()).toBe(page);
    },
  );

  it('writes no pictures beside JSON, nor beside a device', async () => {
    const folder = files.folder('json');
    await runCli([...inputs, '-o', join(folder, 'report.json'), '--quiet']);
    expect(readdirSync(folder)).toEqual(['report.json']);
    const before = readdirSync('/dev');
    await runCli([...inputs, '-o', '/dev/null', '--format', 'markdown', '--quiet']);
    expect(readdirSync('/dev')).toEqual(before);
  });

  it('writes where a symbolic link leads, which stays one', async () => {
    const target = files.file('target.md', 'old');
    const link = join(files.path, 'link.md');
    symlinkSync(target, link);
    await runCli([...inputs, '-o', link, '--quiet']);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toMatch(/^# Culprit/);
  });

  it('leaves a device a device', async () => {
    expect(await runCli([...inputs, '-o', '/dev/null'])).toMatchObject({ status: 0 });
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  });
});

describe('--exit-code', () => {
  it('is 1 when a culprit is named', async () => {
    expect((await runCli([...inputs, '--exit-code'])).status).toBe(1);
    expect((await runCli(inputs)).status).toBe(0);
  });

  it('is 0 when none is', async () => {
    expect((await runCli([inputs[0] ?? '', '--exit-code'])).status).toBe(0);
  });
});

describe('--seed', () => {
  it('changes nothing: nothing is drawn at random', async () => {
    const { stdout } = await runCli([...inputs, '--format', 'json', '--seed', '7']);
    const plain = await runCli([...inputs, '--format', 'json']);
    expect(stdout.toString()).toBe(plain.stdout.toString());
  });
});

describe('--top', () => {
  it('bounds the culprits of an incident', async () => {
    const { stdout } = await runCli([...inputs, '--format', 'json', '--top', '1']);
    const { incidents } = JSON.parse(stdout.toString()) as {
      incidents: { culprits: unknown[] }[];
    };
    expect(incidents.map(({ culprits }) => culprits.length)).toEqual([1]);
  });
});

describe('--from and --to', () => {
  it('leave out what lies outside', async () => {
    const span = ['--from', '2026-11-21T02:03:00Z', '--to', '2026-11-21T02:14:00Z'];
    const { stdout } = await runCli([...inputs, ...span, '--format', 'json']);
    const report = JSON.parse(stdout.toString()) as {
      inputs: { series: { from: string; to: string }[] };
      incidents: unknown[];
    };
    expect(report.inputs.series).toMatchObject([
      { from: '2026-11-21T02:03:00+00:00', to: '2026-11-21T02:14:00+00:00' },
    ]);
    expect(report.incidents).toHaveLength(1);
  });
});
