import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { combinedLine, memoryReply, START_MS } from '../support/made-log.ts';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
const SECONDS = 4 * 3600;
/** Each upload comes in for six minutes, and is kept in memory until it is there. */
const TOOK_SECONDS = 360;
const ENDS = [6000, 8400, 11_100, 13_200];

/** Memory that fills before each end, and falls with it. */
function metricsWith(ends: readonly number[]): string {
  const values = Array.from({ length: SECONDS / 10 }, (_, step) => {
    const second = 10 * step;
    const end = ends.find((at) => second < at && second >= at - TOOK_SECONDS);
    const filled = end === undefined ? 0 : 1 - (end - second) / TOOK_SECONDS;
    return 4e8 + ((step * 7907) % 100) * 1e5 + filled * 9e8;
  });
  return files.file(`memory-${ends.length}.json`, memoryReply(values));
}

/** A request a second for pages, and uploads that are logged, without a duration, when they end. */
async function reportOf(ends: readonly number[], logged: readonly number[]): Promise<Report> {
  const pages = Array.from({ length: SECONDS }, (_, second) => ({
    second,
    client: `192.0.2.${(second * 7) % 50}`,
    path: `/page${(second * 13) % 40}`,
    method: 'GET',
  }));
  const uploads = logged.map((second) => ({
    second: second + 2,
    client: '198.51.100.9',
    path: '/media/import',
    method: 'POST',
  }));
  const lines = [...pages, ...uploads]
    .sort((a, b) => a.second - b.second)
    .map(({ second, method, ...line }) =>
      combinedLine({ timeMs: START_MS + second * 1000, ...line }).replace('"GET ', `"${method} `),
    );
  const log = Buffer.from(`${lines.join('\n')}\n`);
  const metrics = metricsWith(ends);
  const { stdout } = await runCli(['-m', metrics, '--format', 'json'], { stdin: [log] });
  return JSON.parse(stdout.toString()) as Report;
}

describe('memory that fills and falls, in a log without durations', () => {
  it('is that of uploads of which a line was written whenever it fell, as a suspicion', async () => {
    const { verdict, incidents } = await reportOf(ENDS, ENDS);
    expect(verdict).toBe('suspect');
    expect(incidents).toHaveLength(ENDS.length);
    for (const { culprits } of incidents) {
      const [first] = culprits;
      expect(first).toMatchObject({ subject: { route: '/media/import' }, kind: 'upload' });
      expect(first?.evidence.find(({ factor }) => factor === 'correlation')?.text).toMatch(
        /rose and fell 4 times, and each time it fell one of its 4 lines was written/,
      );
    }
  });

  it.each([
    ['were written at other times as well', ENDS, [...ENDS, 1000, 2000]],
    ['were not written at each fall', ENDS, ENDS.slice(1)],
    ['tell two falls, as chance may', ENDS.slice(2), ENDS.slice(2)],
  ])('is nobody’s whose lines %s', async (_, ends, logged) => {
    const { verdict, incidents } = await reportOf(ends, logged);
    expect(verdict).toBe('no-culprit-in-logs');
    expect(incidents.flatMap(({ culprits }) => culprits)).toEqual([]);
  });
});
