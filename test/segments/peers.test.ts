import { describe, expect, it } from 'vitest';
import { combinedLine, START_MS } from '../support/made-log.ts';
import { TempFolder } from '../support/temp-folder.ts';
import { rolledUp } from './rolled-up.ts';

const files = new TempFolder();
const PROXIED = '%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i" %{X-Forwarded-For}i';

/** Requests a second apart, by the client that is given for each. */
function logOf(count: number, clientOf: (at: number) => string, ending = ''): string {
  const lines = Array.from({ length: count }, (_, at) => {
    const client = clientOf(at);
    return `${combinedLine({ client, timeMs: START_MS + at * 1000, path: `/page${at % 5}` })}${ending}\n`;
  });
  return lines.join('');
}

const visitor = (at: number): string => `192.0.2.${at % 50}`;
const front = files.file('front/access.log', logOf(300, visitor));

/** The requests of each tier. */
async function tiersOf(paths: readonly string[], format?: string): Promise<readonly number[]> {
  const { tiers } = await rolledUp(paths, format === undefined ? {} : { format });
  return tiers.map(({ rollup }) => rollup.total('requests').reduce((sum, one) => sum + one, 0));
}

describe('logs of one format on one host', () => {
  it.each<[string, (at: number) => string, readonly number[]]>([
    ['another site', (at) => `198.51.100.${at % 9}`, [600]],
    ['a site that one client of the Internet asks', () => '198.51.100.1', [600]],
    ['a server behind a proxy of the host', () => '127.0.0.1', [300, 300]],
    [
      'a server behind a proxy of the network, with a probe',
      (at) => (at % 30 === 0 ? '::1' : '10.0.0.5'),
      [300, 300],
    ],
    ['a site with visitors and a probe', (at) => (at % 4 === 0 ? visitor(at) : '10.0.0.5'), [600]],
  ])('of which the other is that of %s', async (name, clientOf, expected) => {
    const other = files.file(`${name}/access.log`, logOf(300, clientOf));
    const found = await tiersOf([front, other]);
    expect([...found].sort()).toEqual(expected);
  });

  it('of which the other has too few requests to know', async () => {
    const other = files.file(
      'few/access.log',
      logOf(19, () => '127.0.0.1'),
    );
    expect(await tiersOf([front, other])).toEqual([319]);
  });

  it('of which the other names whom its proxy asked for', async () => {
    const other = files.file(
      'named/access.log',
      logOf(300, () => '127.0.0.1', ' 203.0.113.9'),
    );
    const also = files.file('also/access.log', logOf(300, visitor, ' -'));
    expect(await tiersOf([also, other], PROXIED)).toEqual([600]);
  });

  it('of which the older one was asked by a probe alone', async () => {
    const older = files.file(
      'front/access.log.1',
      logOf(300, () => '10.0.0.5'),
    );
    expect(await tiersOf([front, older])).toEqual([600]);
  });
});
