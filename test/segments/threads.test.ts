import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type * as Built from '../../src/segments/roll-up-logs.ts';
import { TempFolder } from '../support/temp-folder.ts';
import { longLog } from './long-log.ts';
import { countsOf, factsOf, rolledUp } from './rolled-up.ts';

const program = resolve('dist/src/segments/roll-up-logs.js');
const isBuilt = existsSync(program) && existsSync('dist/src/segments/worker.js');
const title = isBuilt ? 'threads' : 'threads (skipped: dist/ is not built, npm run build)';
const files = new TempFolder();

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
  });

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
});
