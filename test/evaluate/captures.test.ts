import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TempFolder } from '../support/temp-folder.ts';
import { captures } from './captures.ts';

const files = new TempFolder();

function line(second: number, path: string, bytes: number): string {
  return `192.0.2.1 - - [21/Nov/2026:02:00:0${second} +0000] "GET ${path} HTTP/1.1" 200 ${bytes} "-" "a"\n`;
}

describe('a capture', () => {
  const truth = {
    incident: true,
    window: { start: '2026-11-21T02:00:01+00:00', end: '2026-11-21T02:00:03+00:00' },
    phases: { start: '2026-11-21T02:00:00+00:00', end: '2026-11-21T02:10:00+00:00' },
    culprits: [
      { kind: 'oversized-response', logRegex: '/big' },
      { kind: 'slow-url', logRegex: null },
    ],
  };
  const log = files.file('real/one/logs/access.log', line(0, '/', 5) + line(2, '/big', 7e8));
  files.file('real/one/truth.json', JSON.stringify(truth));
  files.file(
    'real/quiet/truth.json',
    JSON.stringify({ incident: false, window: null, culprits: [] }),
  );

  for (const folder of ['one/metrics/prometheus', 'one/metrics/munin', 'quiet/metrics/munin']) {
    mkdirSync(join(files.path, 'real', folder), { recursive: true });
  }

  it('is a case with each source of series that it has', async () => {
    const cases = await captures(files.path);
    expect(cases.map(({ name, source, control }) => [name, source, control])).toEqual([
      ['one, prometheus', 'prometheus', undefined],
      ['one, munin', 'munin', undefined],
      ['quiet, munin', 'munin', 'quiet'],
    ]);
    expect(cases[0]).toMatchObject({ spanSeconds: 600, family: 'one' });
    expect(cases[0]?.culprits).toEqual([{ id: 1, weighings: ['bytes'] }]);
    expect(cases[0]?.windows).toEqual([
      {
        host: undefined,
        startMs: Date.UTC(2026, 10, 21, 2, 0, 1),
        endMs: Date.UTC(2026, 10, 21, 2, 0, 3),
        culprits: [1],
      },
    ]);
  });

  it('has the lines that its expressions find, with their times and bytes', async () => {
    const [first] = await captures(files.path);
    const lines = await first?.linesOf(log);
    expect([...(lines?.culprits ?? [])]).toEqual([0, 1]);
    expect([...(lines?.bytes ?? [])]).toEqual([5, 7e8]);
    expect(lines?.startMs[1]).toBe(Date.UTC(2026, 10, 21, 2, 0, 2));
  });

  it('has of a page that is asked for as ever the lines of the window alone', async () => {
    const culprits = [{ kind: 'slow-url', logRegex: '/page', inWindow: true }];
    files.file('asked/real/one/truth.json', JSON.stringify({ ...truth, culprits }));
    mkdirSync(join(files.path, 'asked/real/one/metrics/munin'), { recursive: true });
    const lines = line(0, '/page', 5) + line(2, '/page', 5) + line(5, '/page', 5);
    const path = files.file('asked/real/one/logs/access.log', lines);
    const [one] = await captures(join(files.path, 'asked'));
    expect([...((await one?.linesOf(path))?.culprits ?? [])]).toEqual([0, 1, 0]);
  });

  it('is looked for in real/ only', async () => {
    expect(await captures(join(files.path, 'real'))).toEqual([]);
  });
});

const CAPTURES = '../shared/incidents';
const arePresent = existsSync(CAPTURES);
const title = arePresent ? 'real captures' : `real captures (skipped: ${CAPTURES} is not here)`;

describe.skipIf(!arePresent)(title, () => {
  it.each([
    ['oversized-proxied-response', 'lighttpd-access.log', 4],
    ['client-aborts-thread-leak', 'access.log', 308],
    ['h2-upload-leak', 'access.log.gz', 19_604],
    ['quiet', 'access.log', 0],
  ])('%s: %s has %i guilty lines', async (name, log, count) => {
    const found = (await captures(CAPTURES)).find(({ family }) => family === name);
    const lines = await found?.linesOf(join(CAPTURES, 'real', name, 'logs', log));
    expect(lines?.culprits.filter((id) => id > 0)).toHaveLength(count);
    expect(lines?.startMs.every((ms) => ms > 0)).toBe(true);
  });
});
