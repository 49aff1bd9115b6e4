import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { combinedLine, type MadeRequest, memoryReply, START_MS } from '../support/made-log.ts';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
const SECONDS = 3600;
const CROWD = { from: 2500, to: 2740 };
const BROWSERS = ['Firefox/140.0', 'Chrome/142.0', 'Safari/26.0', 'Edg/142.0'];

/**
 * Regulars ask for a page a second. For four minutes strangers come, five a second, each once, for the pages that everybody asks
 * for, and memory rises with what they are sent.
 */
function incident(): { log: string; metrics: string; strangers: readonly string[] } {
  const requests: MadeRequest[] = Array.from({ length: SECONDS }, (_, second) => {
    const timeMs = START_MS + second * 1000;
    const regular = {
      timeMs,
      path: `/page${second % 7}`,
      client: `192.0.2.${second % 20}`,
      bytes: 4000,
      agent: BROWSERS[second % BROWSERS.length] ?? '',
    };
    const isCrowd = second >= CROWD.from && second < CROWD.to;
    const strangers = Array.from({ length: isCrowd ? 5 : 0 }, (_one, at) => ({
      timeMs,
      path: `/page${(second + 3 * at) % 7}`,
      agent: BROWSERS[(second + at) % BROWSERS.length] ?? '',
      client: `10.${at}.${second >> 8}.${second & 255}`,
      bytes: 3_000_000 + ((second * 131 + at) % 7) * 100_000,
    }));
    return [regular, ...strangers];
  }).flat();
  const memory = Array.from({ length: SECONDS / 10 }, (_, step) => {
    const sent = requests
      .filter(({ timeMs }) => Math.floor((timeMs - START_MS) / 10_000) === step)
      .reduce((sum, { bytes = 0 }) => sum + bytes, 0);
    return 4e8 + 8 * sent;
  });
  const lines = requests.map(combinedLine);
  return {
    log: `${lines.join('\n')}\n`,
    metrics: memoryReply(memory),
    strangers: lines.filter((line) => line.startsWith('10.')),
  };
}

describe('a culprit of clients that were not there before', () => {
  const { log, metrics, strangers } = incident();
  const path = files.file('access.log', log);
  const report = join(files.path, 'report.json');
  const argv = [path, '-m', files.file('memory.json', metrics), '--quiet'];

  it('is named in words, and its lines are those of the clients that the report keeps', async () => {
    await runCli([...argv, '-o', report]);
    const { stdout } = await runCli([...argv, '--format', 'json']);
    const { incidents } = JSON.parse(stdout.toString()) as Report;
    const [culprit] = incidents[0]?.culprits ?? [];
    expect(culprit?.subject).toEqual({ new: 'client' });
    expect(incidents[0]?.newNames?.client).toHaveLength(strangers.length);
    expect(culprit?.evidence.find(({ factor }) => factor === 'newcomers')?.text).toContain(
      'clients that these logs did not have before',
    );

    const lines = await runCli(['lines', '--report', report, '--culprit', '1.1']);
    const printed = lines.stdout.toString().trimEnd().split('\n');
    expect(lines.stderr).toBe('');
    expect(printed.filter((line) => !strangers.includes(line))).toEqual([]);
    expect(printed.length).toBeGreaterThan(0.9 * strangers.length);
    expect(culprit?.requests).toBe(printed.length);
    const page = await runCli(argv);
    expect(page.stdout.toString()).toContain('clients not seen before');
  });

  it('is nobody, where the report passes no addresses on', async () => {
    const { stdout } = await runCli([...argv, '--anonymize', '--format', 'json']);
    expect(stdout.toString()).not.toContain('"10.');
  });
});
