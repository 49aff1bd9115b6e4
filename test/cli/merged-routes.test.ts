import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { combinedLine, type MadeRequest, memoryReply, START_MS } from '../support/made-log.ts';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';
import { word } from '../support/words.ts';

const files = new TempFolder();
const BURST = { from: 500, to: 740 };

/** Everybody has a page of their own under `/user/`; for four minutes each of them is large, and memory rises. */
function incident(): { log: string; metrics: string } {
  const requests: MadeRequest[] = Array.from({ length: 900 }, (_, second) => [
    { path: `/page${second % 4}`, bytes: 2000 + ((second * 7919) % 3000) },
    { path: '/user/login', bytes: 900 },
    { path: `/user/${word(second)}?tab=${second}`, bytes: bytesAt(second) },
  ]).flatMap((at, second) => at.map((one) => ({ ...one, timeMs: START_MS + second * 1000 })));
  const memory = Array.from({ length: 90 }, (_, step) =>
    Array.from({ length: 10 }, (_one, at) => bytesAt(step * 10 + at)).reduce((a, b) => a + b, 4e8),
  );
  return { log: `${requests.map(combinedLine).join('\n')}\n`, metrics: memoryReply(memory) };
}

/** Bytes of the page asked for in this second, in the burst of different size every 20 seconds. */
function bytesAt(second: number): number {
  const isLarge = second >= BURST.from && second < BURST.to;
  return isLarge ? 4e7 + ((Math.floor(second / 20) * 131) % 7) * 4e6 : 1000 + ((second * 31) % 500);
}

describe('a culprit of very many names', () => {
  const { log, metrics } = incident();
  const path = files.file('access.log', log);
  const report = join(files.path, 'report.json');
  const argv = [path, '-m', files.file('memory.json', metrics), '--quiet'];

  it('is named once, and its lines are those of all names but those told apart', async () => {
    await runCli([...argv, '-o', report]);
    const { stdout } = await runCli([...argv, '--format', 'json']);
    const { incidents, limits } = JSON.parse(stdout.toString()) as Report;
    const [culprit] = incidents[0]?.culprits ?? [];
    expect(culprit?.subject.route).toBe('/user/{…}');
    expect(incidents[0]?.mergedFolders).toEqual([{ folder: '/user/', kept: ['login'] }]);
    expect(limits.find(({ code }) => code === 'routes-merged')?.text).toContain('/user/{…}');

    const lines = await runCli(['lines', '--report', report, '--culprit', '1.1']);
    const window = incidents[0]?.window ?? { from: '', to: '' };
    const [from, to] = [Date.parse(window.from), Date.parse(window.to)];
    const wanted = log.split('\n').filter((line, at) => {
      const timeMs = START_MS + Math.floor(at / 3) * 1000;
      return /"GET \/user\/(?!login )/.test(line) && timeMs >= from && timeMs < to;
    });
    expect(lines.stderr).toBe('');
    expect(lines.stdout.toString().trimEnd().split('\n')).toEqual(wanted);
    expect(culprit?.requests).toBe(wanted.length);
    expect(wanted.length).toBeGreaterThan(BURST.to - BURST.from - 20);
  });
});
