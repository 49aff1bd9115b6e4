import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { combinedLine, START_MS } from '../support/made-log.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
const isBuilt = existsSync('dist/src/main.js');
const title = isBuilt
  ? 'a day that is replayed'
  : 'a day that is replayed (skipped: dist/ is not built, npm run build)';

const HOURS = 24;
const LINES_OF_MINUTE = 60;
/** The heap settles a while after the first window. */
const SETTLED_AFTER_HOURS = 6;
const MOST_GROWTH = 1.3;

/** The lines of one minute: new clients all the time, and pages that many ask for. */
function minute(at: number): string {
  const lines = Array.from({ length: LINES_OF_MINUTE }, (_, i) => {
    const number = at * LINES_OF_MINUTE + i;
    return combinedLine({
      client: `198.${18 + ((number >> 16) % 2)}.${(number >> 8) % 256}.${number % 256}`,
      timeMs: START_MS + at * 60_000 + i * 1000,
      path: `/page${number % 997}/item?n=${number}`,
      bytes: 500 + ((number * 7919) % 90_000),
    });
  });
  return `${lines.join('\n')}\n`;
}

function residentBytes(pid: number): number {
  const [, kib = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return 1024 * Number(kib);
}

describe.skipIf(!isBuilt || process.platform !== 'linux')(title, () => {
  it('takes no more memory than its first hours, and counts each line', {
    timeout: 400_000,
  }, async () => {
    const output = `${files.path}/report.json`;
    const argv = ['bin/culprit.js', 'watch', '--window', '1h', '-m', 'proc:', '-o', output];
    const watch = spawn(process.execPath, argv, { stdio: ['pipe', 'ignore', 'ignore'] });
    const ended = once(watch, 'exit');
    const peaks = [0, 0];
    for (let at = 0; at < HOURS * 60; at++) {
      if (watch.stdin?.write(minute(at)) === false) await once(watch.stdin, 'drain');
      const half = at < SETTLED_AFTER_HOURS * 60 ? 0 : 1;
      peaks[half] = Math.max(peaks[half] ?? 0, residentBytes(watch.pid ?? 0));
    }
    watch.stdin?.end();
    expect(await ended).toEqual([0, null]);
    const { inputs, limits } = JSON.parse(readFileSync(output, 'utf8'));
    expect(inputs.logs[0].lines).toBe(HOURS * 60 * LINES_OF_MINUTE);
    expect(limits.map(({ code }: { readonly code: string }) => code)).toContain('watch-window');
    expect(peaks[1]).toBeLessThan(MOST_GROWTH * (peaks[0] ?? 0));
  });
});
