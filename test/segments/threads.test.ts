import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import type * as Built from '../../src/segments/roll-up-logs.ts';
import { combinedLine, memoryReply, START_MS } from '../support/made-log.ts';
import { TempFolder } from '../support/temp-folder.ts';
import { longLog } from './long-log.ts';
import { countsOf, factsOf, rolledUp } from './rolled-up.ts';

const program = resolve('dist/src/segments/roll-up-logs.js');
const isBuilt = existsSync(program) && existsSync('dist/src/segments/worker.js');
const title = isBuilt ? 'threads' : 'threads (skipped: dist/ is not built, npm run build)';
const files = new TempFolder();

const EXPORTS = 12;
/** One value every 10 s, more while there are exports. */
const memory = Array.from({ length: 90 }, (_, at) => {
  return 4e8 + ((at * 7907) % 100) * 1e5 + (at >= 50 && at < 74 ? 8e8 : 0);
});

/** The long log with exports in its midst, that fill the memory. */
function withExports(): readonly string[] {
  const lines = [...longLog()];
  for (let at = EXPORTS - 1; at >= 0; at--) {
    const timeMs = START_MS + (500 + 20 * at) * 1000;
    const request = { client: '203.0.113.9', path: `/export.php?n=${at}`, bytes: 8e8 + at * 1e6 };
    lines.splice((500 + 20 * at) * 48, 0, combinedLine({ ...request, timeMs }));
  }
  return lines;
}

describe.skipIf(!isBuilt)(title, () => {
  const text = Buffer.from(`${longLog().join('\n')}\n`);
  const plain = files.file('access.log', text);
  const packed = files.file('access.log.gz', gzipSync(text, { level: 1 }));

  it('come to the same, however many there are', async () => {
    const { rollUpLogs: rollUp }: typeof Built = await import(pathToFileURL(program).href);
    const alone = await rolledUp([plain], { jobs: 1, rollUp });
    for (const jobs of [2, 4]) {
      for (const path of [plain, packed]) {
        const together = await rolledUp([path], { jobs, rollUp });
        expect(countsOf(together)).toEqual(countsOf(alone));
        expect(factsOf(together)).toEqual(factsOf(alone));
      }
    }
  }, 60_000);

  it('come to the same report, with what a second look at the log has counted', async () => {
    const log = files.file('incident.log', `${withExports().join('\n')}\n`);
    const metrics = files.file('memory.json', memoryReply(memory));
    const reports: string[] = [];
    for (const jobs of ['1', '2', '4']) {
      const argv = [log, '-m', metrics, '--format', 'json', '--quiet', '--jobs', jobs];
      const child = spawn(process.execPath, ['bin/culprit.js', ...argv]);
      const chunks: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
      expect(await once(child, 'close')).toEqual([0, null]);
      reports.push(Buffer.concat(chunks).toString());
    }
    const [alone = '', ...together] = reports;
    const { incidents } = JSON.parse(alone) as Report;
    const [found] = incidents.filter(({ culprits }) => culprits.length > 0);
    expect(found?.countedBy).toBe('line');
    expect(found?.traffic?.requests).toBeGreaterThan(10_000);
    expect(together).toEqual([alone, alone]);
  }, 120_000);

  it('end with the program when Ctrl-C ends it', async () => {
    const argv = ['bin/culprit.js', ...Array.from({ length: 40 }, () => plain), '--jobs', '2'];
    const child = spawn(process.execPath, argv);
    setTimeout(() => child.kill('SIGINT'), 1500);
    const [code, signal] = await once(child, 'close');
    expect({ code, signal }).toEqual({ code: null, signal: 'SIGINT' });
  });

  it('say in one line what they cannot read', async () => {
    const cut = files.file('cut.log.gz', gzipSync(text, { level: 1 }).subarray(0, -1000));
    const child = spawn(process.execPath, ['bin/culprit.js', plain, cut, '--jobs', '2']);
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    expect(await once(child, 'close')).toEqual([2, null]);
    expect(stderr).toBe(
      `culprit: cannot read ${cut}: its gzip data ends too early; check the path, or export the file anew\n`,
    );
  });

  it('end where the file that they were started for holds no log', async () => {
    const prose = files.file('prose.log', 'the quick brown fox\n'.repeat(1_000_000));
    const child = spawn(process.execPath, ['bin/culprit.js', prose, '--jobs', '2']);
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    expect(await once(child, 'close')).toEqual([2, null]);
    expect(stderr).toContain(`${prose} is no access log that is known`);
  });
});
