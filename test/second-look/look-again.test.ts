import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import { collect } from '../../src/collect.ts';
import { unlookedLimits } from '../../src/compose/unlooked-limits.ts';
import { resolveOptions } from '../../src/options.ts';
import { type FirstLook, lookAgain } from '../../src/second-look/look-again.ts';
import { logSummary } from '../compose/parts.ts';
import { oversizedIncident } from '../support/made-log.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
const { log, metrics } = oversizedIncident();
const memory = files.file('memory.json', metrics);

/** What the first look at a log gave. */
async function firstLook(path: string): Promise<FirstLook> {
  const options = await resolveOptions(
    [path],
    { metrics: [memory], quiet: true },
    { hasPipe: false },
  );
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const io = { stdin: Readable.from([]), stdout: nowhere, stderr: nowhere, environment: {} };
  const collected = await collect(options, { ...io, onInterrupt: () => () => undefined });
  const { incidents } = analyse(collected.hosts, { top: 3 });
  const within = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };
  const { logs, lineRanges } = collected;
  return { incidents, logs, lineRanges, names: {}, zone: undefined, within };
}

function limitsOf(first: FirstLook, secondLook: Awaited<ReturnType<typeof lookAgain>>) {
  const { incidents } = first;
  const path = first.logs[0]?.path ?? '';
  const logs = [logSummary({ path, name: 'access.log' })];
  const analysis = { verdict: 'culprit', checks: [], unmet: [], incidents } as const;
  return unlookedLimits({ analysis, logs, secondLook });
}

describe('lookAgain', () => {
  it('counts the incidents that have culprits', async () => {
    const first = await firstLook(files.file('access.log', log));
    const { looked, unlooked } = await lookAgain(first);
    expect(unlooked.size).toBe(0);
    expect([...looked.keys()]).toEqual(first.incidents.filter((one) => one.culprits.length > 0));
    const [counted] = looked.values();
    expect(counted?.traffic.requests).toBeGreaterThan(100);
    expect(counted?.culprits[0]?.totals).toMatchObject({ requests: 12, clients: 1 });
    expect(counted?.culprits[0]?.facts).toMatchObject({
      requests: 12,
      clients: 1,
      assetClients: 0,
      large: { requests: 12 },
      targets: { read: 12, ofRoute: { large: 12 } },
    });
  });

  it.each<[string, (path: string) => void]>([
    ['moved', (path) => renameSync(path, `${path}.1`)],
    ['written anew', (path) => writeFileSync(path, log.slice(log.indexOf('\n') + 1))],
    [
      'another by the same name',
      (path) => {
        renameSync(path, `${path}.1`);
        writeFileSync(path, log);
      },
    ],
  ])('does not count a log that is %s meanwhile', async (what, change) => {
    const path = files.file(`${what}.log`, log);
    const first = await firstLook(path);
    change(path);
    const second = await lookAgain(first);
    expect(second.looked.size).toBe(0);
    expect([...second.unlooked.values()]).toEqual([{ why: 'changed', path }]);
    expect(limitsOf(first, second)).toEqual([
      {
        code: 'lines-not-counted',
        text: 'The figures of 1 incident are sums over buckets of 1 s, and not every largest request is shown: access.log is not there any more as it was read.',
        remedy: 'read a copy of it, or what rotation has made of it',
      },
    ]);
  });

  it('counts a log that goes on meanwhile as far as it was read', async () => {
    const path = files.file('live.log', log);
    const first = await firstLook(path);
    const before = await lookAgain(first);
    appendFileSync(path, log);
    expect(await lookAgain(first)).toEqual(before);
  });

  it('reads no more bytes again than it may', async () => {
    const first = await firstLook(files.file('large.log', log));
    const most = await lookAgain({ ...first, mostBytes: log.length });
    expect(most.looked.size).toBe(1);
    const second = await lookAgain({ ...first, mostBytes: 10_000 });
    expect(second.looked.size).toBe(0);
    expect([...second.unlooked.values()].map(({ why }) => why)).toEqual(['too-much']);
    expect(limitsOf(first, second)[0]?.text).toContain('more than 2 GB of logs');
  });
});
