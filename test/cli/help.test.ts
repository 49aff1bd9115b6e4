import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEFAULT_TOP } from '../../src/analysis/analyse.ts';
import { runCli } from '../support/run-cli.ts';

describe('help', () => {
  it.each([[[]], [['lines']], [['inspect']]])(
    'of %j goes to stdout, with status 0',
    async (command) => {
      const { status, stdout, stderr } = await runCli([...command, '--help']);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout.toString()).toContain(['Usage: culprit', ...command].join(' '));
    },
  );

  it('tells the default of --top', async () => {
    const { stdout } = await runCli(['--help']);
    expect(stdout.toString()).toContain(`(default: ${DEFAULT_TOP})`);
  });

  it('has the version of the package', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect((await runCli(['--version'])).stdout.toString()).toBe(`${version}\n`);
  });
});
