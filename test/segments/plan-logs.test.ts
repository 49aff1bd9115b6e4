import { describe, expect, it } from 'vitest';
import { planLogs } from '../../src/segments/plan-logs.ts';
import { combinedLines } from '../support/made-log.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
const access = files.file('access.log', combinedLines(20).join('\n'));
const errors = files.file(
  'error.log',
  '2026/11/21 03:00:01 [error] 12#12: *3 open() "/srv/favicon.ico" failed (2: No such file or directory), client: 192.0.2.1\n'.repeat(
    20,
  ),
);
const prose = files.file('notes.txt', 'the quick brown fox\n'.repeat(20));

function planned(...paths: readonly string[]): ReturnType<typeof planLogs> {
  return planLogs(
    paths.map((path) => ({ path })),
    { format: undefined, zone: undefined },
  );
}

describe('files that a shell named', () => {
  it.each([
    ['behind the log', [access, errors]],
    ['in front of it', [errors, access]],
  ])('leave out an error log %s, and say so', async (_, paths) => {
    const { logs, skipped } = await planned(...paths);
    expect(logs.map(({ file }) => file.path)).toEqual([access]);
    expect(skipped).toEqual([
      { path: errors, reason: expect.stringContaining("it is nginx' error log") },
    ]);
  });

  it('must hold an access log', async () => {
    await expect(planned(errors, errors)).rejects.toThrow(`${errors} is no access log`);
  });

  it('must be logs where nothing is known of them', async () => {
    await expect(planned(access, prose)).rejects.toThrow(`${prose} is no access log`);
  });
});
