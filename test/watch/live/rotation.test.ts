import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import type { Report } from '../../../src/report/report.ts';
import { isInstalled } from '../../servers/server-process.ts';
import { liveServers, startLiveServer } from './live-server.ts';
import { startBackend, usualLoad } from './traffic.ts';

const folder = mkdtempSync(join(tmpdir(), 'culprit-rotated-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isBuilt = existsSync('dist/src/main.js');
const hasLogrotate = spawnSync('logrotate', ['--version']).error === undefined;
const lighttpd = liveServers.find(({ name }) => name === 'lighttpd');
const isHere = isBuilt && hasLogrotate && lighttpd !== undefined && isInstalled(...lighttpd.probe);
const why = isBuilt ? 'logrotate or lighttpd is not installed' : 'dist/ is not built';

/** Both ways of logrotate, each told what it tells servers. */
const methods = [
  { method: 'create', told: (pid: string) => `postrotate\n kill -HUP $(cat ${pid})\n endscript` },
  { method: 'copytruncate', told: () => '' },
] as const;

describe.each(methods)('logrotate with $method under load', ({ method, told }) => {
  const title = 'and a watch that is killed and started again count each line once';

  it.skipIf(!isHere)(
    isHere ? title : `${title} (skipped: ${why})`,
    { timeout: 240_000 },
    async () => {
      if (lighttpd === undefined) return;
      const root = join(folder, method);
      const backend = await startBackend();
      const server = await startLiveServer(lighttpd, root, backend.port);
      const config = join(root, 'logrotate.conf');
      const pid = join(dirname(server.log), 'pid');
      const rotated = `${server.log} {\n rotate 9\n ${method}\n ${told(pid)}\n}\n`;
      writeFileSync(config, `su root root\n${rotated}`);
      const end = new AbortController();
      const load = usualLoad(server.port, end.signal, RATE);
      const watch = new RotatedWatch(server.log, root);
      await pause(REST_MS);
      for (let rotation = 0; rotation < 3; rotation++) {
        // Killed in the midst of it once, and started again when the log has another name.
        if (rotation === 1) await watch.kill();
        const { status, stderr } = spawnSync('logrotate', ['-f', '-s', `${root}/status`, config]);
        expect(status, String(stderr)).toBe(0);
        await pause(REST_MS);
        if (rotation === 1) await watch.startAgain();
        await pause(REST_MS);
      }
      end.abort();
      await load;
      await server.process.stop();
      backend.server.close();
      const counted = await watch.end();
      const written = linesOf(dirname(server.log));
      expect(written).toBeGreaterThan(RATE);
      // What a server writes between the copy and the cut is read by a watch, and in no file any more.
      if (method === 'copytruncate') expect(counted - written).toBeLessThan(RATE);
      else expect(counted).toBe(written);
      expect(counted).toBeGreaterThanOrEqual(written);
    },
  );
});

const RATE = 200;
const REST_MS = 1500;

/** What stands in all files of a log, as `wc -l` counts it. */
function linesOf(path: string): number {
  const names = readdirSync(path).filter((name) => name.startsWith('access.log'));
  return names.reduce((sum, name) => {
    return sum + readFileSync(join(path, name), 'utf8').split('\n').length - 1;
  }, 0);
}

/** A watch that follows the log from its begin, with a state. */
class RotatedWatch {
  readonly #log: string;
  readonly #root: string;
  readonly #state: string;
  #child: ReturnType<typeof spawn>;

  constructor(log: string, root: string) {
    this.#log = log;
    this.#root = root;
    this.#state = `${root}/state`;
    this.#child = this.#spawn();
  }

  /** Resolves when it has taken up its state, and saved it anew. */
  async startAgain(): Promise<void> {
    const savedMs = (): number => statSync(this.#state).mtimeMs;
    const before = savedMs();
    this.#child = this.#spawn();
    while (savedMs() === before) await pause(100);
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }

  /** Ends it in good order; gives the lines that its report counts. */
  async end(): Promise<number> {
    await pause(REST_MS);
    this.#child.kill('SIGTERM');
    await once(this.#child, 'exit');
    const report = JSON.parse(readFileSync(`${this.#root}/report.json`, 'utf8')) as Report;
    return report.inputs.logs[0]?.lines ?? 0;
  }

  #spawn(): ReturnType<typeof spawn> {
    const state = ['--state', this.#state, '-o', `${this.#root}/report.json`];
    const argv = ['bin/culprit.js', 'watch', this.#log, '--since', '1h', ...state];
    return spawn(process.execPath, argv, { stdio: 'ignore' });
  }
}
