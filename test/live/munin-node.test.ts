import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { MuninNode } from '../../src/live/munin-node.ts';
import { MuninPoll } from '../../src/live/munin-poll.ts';
import { readSeries } from '../../src/series/read.ts';
import { combinedLines } from '../support/made-log.ts';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';
import { FakeMunin } from './fake-munin.ts';
import { hasMuninNode, startMuninNode } from './real-munin.ts';

const files = new TempFolder();
let fake: FakeMunin | undefined;
afterEach(async () => {
  await fake?.stop();
  fake = undefined;
});

const replies: Readonly<Record<string, string>> = {
  'cap multigraph': 'cap multigraph\n',
  'list web1.example.org': 'memory forks weather\n',
  'config memory':
    'graph_args --base 1024 -l 0 --upper-limit 8000\nupdate_rate 10\napps.label apps\napps.min 0\nswap.label swap\n.\n',
  'config forks': 'forks.label forks\nforks.type DERIVE\nforks.min 0\n.\n',
  'config weather': 'degrees.label outside\n.\n',
};

/** Each poll finds more of everything. */
function node(): (command: string) => string {
  let turn = 0;
  return (command) => {
    if (command === 'fetch memory') {
      turn += 1;
      return `apps.value ${1000 * turn}\nswap.value ${turn === 2 ? 'U' : turn}\n.\n`;
    }
    if (command === 'fetch forks') return `forks.value ${600 * turn}\n.\n`;
    return replies[command] ?? '# Unknown command\n';
  };
}

describe('MuninPoll', () => {
  it('gives gauges as they are, counts as rates, and what is unknown as such', async () => {
    fake = await FakeMunin.start(node());
    const poll = new MuninPoll(fake.url);
    let nowMs = Date.UTC(2026, 10, 21, 2);
    for (let turn = 0; turn < 3; turn += 1) {
      await poll.poll(() => nowMs);
      nowMs += 10_000;
    }
    expect(poll.stepSeconds).toBe(10);
    const told = poll
      .series()
      .map(({ name, node: host, kind, values, upperLimit }) => [
        name,
        host,
        kind,
        [...values],
        upperLimit,
      ]);
    expect(told).toEqual([
      ['memory.apps', 'web1.example.org', 'gauge', [1000, 2000, 3000], 8000],
      ['memory.swap', 'web1.example.org', 'gauge', [1, Number.NaN, 3], 8000],
      ['forks.forks', 'web1.example.org', 'rate', [60, 60], undefined],
    ]);
    expect(fake.asked).not.toContain('fetch weather');
    const { series } = readSeries([], { polled: poll.series() });
    expect(series.find(({ name }) => name === 'memory.apps')).toMatchObject({
      capacity: 8000,
      unit: 'bytes',
      stepSeconds: 10,
    });
  });

  it('goes on with what was told before a restart, and with a clock that was put back', async () => {
    fake = await FakeMunin.start(node());
    const startMs = Date.UTC(2026, 10, 21, 2);
    const polledAt = async (poll: MuninPoll, seconds: readonly number[]): Promise<void> => {
      for (const at of seconds) await poll.poll(() => startMs + at * 1000);
    };
    const before = new MuninPoll(fake.url);
    await polledAt(before, [0, 10, 20]);
    const after = new MuninPoll(fake.url);
    after.restore(before.series());
    await polledAt(after, [60, 70, 65, 75]);
    const told = after
      .series()
      .map(({ name, times }) => [name, ...[...times].map((timeMs) => (timeMs - startMs) / 1000)]);
    expect(told).toEqual([
      ['memory.apps', 0, 10, 20, 60, 65, 75],
      ['memory.swap', 0, 10, 20, 60, 65, 75],
      ['forks.forks', 10, 20, 65, 75],
    ]);
  });
});

describe('MuninNode', () => {
  it.each([
    ['a server of something else', 'SSH-2.0-OpenSSH_9.2\n', /does not greet like a munin-node/],
    ['a node that refuses us', '', /cannot be asked/],
  ])('says of %s what it is', async (_, greeting, message) => {
    fake = await FakeMunin.start(() => undefined, greeting);
    await expect(MuninNode.open(fake.url, 50)).rejects.toThrow(message);
  });

  it('says when the node hangs up', async () => {
    fake = await FakeMunin.start((command) => (command.startsWith('cap') ? 'cap\n' : undefined));
    const conversation = await MuninNode.open(fake.url);
    await expect(conversation.plugins()).rejects.toThrow(
      /munin:\/\/127.0.0.1:\d+ cannot be asked: .*; check the address/,
    );
  });

  it('asks for the node that the address names', async () => {
    fake = await FakeMunin.start(() => 'load\n');
    const conversation = await MuninNode.open(new URL(`${fake.url.href}/db1.example.org`));
    expect(conversation.host).toBe('db1.example.org');
    await conversation.plugins();
    conversation.close();
    expect(fake.asked).toContain('list db1.example.org');
  });
});

describe('culprit with a munin-node', () => {
  it('says that one poll is not enough', async () => {
    fake = await FakeMunin.start(node());
    const log = files.file('access.log', `${combinedLines(20).join('\n')}\n`);
    const { status, stderr } = await runCli([log, '-m', fake.url.href]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/tells only of now, .*; pipe a live log in/);
  });
});

describe(`a real munin-node${hasMuninNode ? '' : ' (skipped: munin-node is not installed)'}`, () => {
  it.skipIf(!hasMuninNode)('is polled', async () => {
    const server = await startMuninNode(files.path);
    try {
      const poll = new MuninPoll(new URL(`munin://127.0.0.1:${server.port}`));
      for (let turn = 0; turn < 3; turn += 1) {
        await poll.poll(Date.now);
        await pause(1100);
      }
      const { series } = readSeries([], { polled: poll.series() });
      const roles = series.map(({ role }) => role);
      expect(roles).toContain('load');
      expect(roles).toContain('cpu');
      expect(series.every(({ node: host }) => host === 'web1.example.org')).toBe(true);
    } finally {
      server.stop();
    }
  });
});
