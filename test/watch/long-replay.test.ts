import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { combinedLine, START_MS } from '../support/made-log.ts';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
const isBuilt = existsSync('dist/src/main.js');
const title = isBuilt
  ? 'a day that is replayed'
  : 'a day that is replayed (skipped: dist/ is not built, npm run build)';

const HOURS = 24;
const LINES_OF_MINUTE = 60;
/** The heap settles a while after the first window; when it is collected is chance, so that of the last hours the mean counts. */
const COMPARED_HOURS = 6;
const MOST_GROWTH = 1.3;

/** The minutes in which a crawler asks for one page, in the morning. */
const CRAWL = { from: 300, to: 315 };
const CRAWLER_LINES_OF_MINUTE = 900;

const LINES: number =
  HOURS * 60 * LINES_OF_MINUTE + (CRAWL.to - CRAWL.from) * CRAWLER_LINES_OF_MINUTE;

/** The lines of one minute: new clients all the time, and pages that many ask for. */
function minute(at: number): string {
  const startMs = START_MS + at * 60_000;
  const isCrawled = at >= CRAWL.from && at < CRAWL.to;
  const crawler = Array.from({ length: isCrawled ? CRAWLER_LINES_OF_MINUTE : 0 }, (_, i) => ({
    client: '203.0.113.9',
    timeMs: startMs + Math.floor((i * 60_000) / CRAWLER_LINES_OF_MINUTE),
    path: '/search',
    bytes: 3000,
  }));
  const usual = Array.from({ length: LINES_OF_MINUTE }, (_, i) => {
    const number = at * LINES_OF_MINUTE + i;
    return {
      client: `198.${18 + ((number >> 16) % 2)}.${(number >> 8) % 256}.${number % 256}`,
      timeMs: startMs + i * 1000,
      path: `/page${number % 997}/item?n=${number}`,
      bytes: 500 + ((number * 7919) % 90_000),
    };
  });
  const requests = [...crawler, ...usual].sort((one, other) => one.timeMs - other.timeMs);
  return `${requests.map(combinedLine).join('\n')}\n`;
}

function residentBytes(pid: number): number {
  const [, kib = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return 1024 * Number(kib);
}

describe.skipIf(!isBuilt || process.platform !== 'linux')(title, () => {
  it('takes no more memory than its first hours, counts each line, and ends with the report of a batch run', {
    timeout: 400_000,
  }, async () => {
    const output = `${files.path}/report.json`;
    const log = `${files.path}/access.log`;
    const argv = ['bin/culprit.js', 'watch', '--window', '1h', '-o', output];
    const watch = spawn(process.execPath, argv, { stdio: ['pipe', 'ignore', 'ignore'] });
    const ended = once(watch, 'exit');
    const residents: number[] = [];
    for (let at = 0; at < HOURS * 60; at++) {
      const lines = minute(at);
      appendFileSync(log, lines);
      if (watch.stdin?.write(lines) === false) await once(watch.stdin, 'drain');
      residents.push(residentBytes(watch.pid ?? 0));
    }
    watch.stdin?.end();
    expect(await ended).toEqual([0, null]);
    const written = readFileSync(output, 'utf8');
    const report = JSON.parse(written) as Report;
    expect(report.inputs.logs[0]?.lines).toBe(LINES);
    expect(report.incidents[0]?.culprits[0]?.subject).toMatchObject({ client: '203.0.113.9' });
    const first = residents.slice(0, COMPARED_HOURS * 60);
    const last = residents.slice(-COMPARED_HOURS * 60);
    const mean = last.reduce((sum, bytes) => sum + bytes, 0) / last.length;
    expect(mean).toBeLessThan(MOST_GROWTH * Math.max(...first));
    const batch = await runCli(['--format', 'json'], { stdin: [readFileSync(log)] });
    expect(written).toBe(batch.stdout.toString());
  });
});
