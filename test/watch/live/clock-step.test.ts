import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import type { Report } from '../../../src/report/report.ts';
import { isInstalled } from '../../servers/server-process.ts';
import { type LiveServer, liveServers, startLiveServer } from './live-server.ts';
import { startBackend, usualLoad } from './traffic.ts';

const folder = mkdtempSync(join(tmpdir(), 'culprit-clock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isBuilt = existsSync('dist/src/main.js');
const clockLibrary = libraryOf('faketime');

const RATE = 200;
const REST_MS = 3000;
/** Seconds by which the clock is wrong, one after another: put forth by an hour, then back by three, then right again. */
const STEPS = [0, 3600, -7200, 0];

/** What is preloaded so that a program's clock can be set. */
function libraryOf(program: string): string | undefined {
  const { stdout, error } = spawnSync(program, ['-m', '-f', '+0', 'env'], { encoding: 'utf8' });
  return error === undefined ? /^LD_PRELOAD=(\S+)/m.exec(stdout)?.[1] : undefined;
}

/** A clock of which processes can be shown the time, in place of the host's. */
class SteppedClock {
  readonly environment: Readonly<Record<string, string>>;
  readonly #file: string;

  constructor(library: string, file: string) {
    this.#file = file;
    this.stepTo(0);
    this.environment = {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      // A clock that is set is that of the day; time that passes is measured by another one.
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
  }

  stepTo(seconds: number): void {
    writeFileSync(this.#file, `${seconds < 0 ? '' : '+'}${seconds}s\n`);
  }
}

/** The same server by another clock. */
function byClock(server: LiveServer, { environment }: SteppedClock): LiveServer {
  const settings = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  // nginx takes all other variables from its workers.
  const kept = Object.keys(environment).map((name) => `env ${name};\n`);
  return {
    ...server,
    configuration: (site) =>
      (server.name === 'nginx' ? kept.join('') : '') + server.configuration(site),
    command: (config, site) => ['env', ...settings, ...server.command(config, site)],
  };
}

describe.concurrent.each(liveServers)('the clock of a host with $name', (server) => {
  const missing = [
    ...(isBuilt ? [] : ['dist/ is not built']),
    ...(clockLibrary === undefined ? ['faketime is not installed'] : []),
    ...(isInstalled(...server.probe) ? [] : [`${server.name} is not installed`]),
  ];
  const title = 'may be set while it is watched: each line counts once';

  it.skipIf(missing.length > 0)(
    missing.length === 0 ? title : `${title} (skipped: ${missing.join(', ')})`,
    async () => {
      const clock = new SteppedClock(clockLibrary ?? '', join(folder, `${server.name}.clock`));
      const backend = await startBackend();
      const running = await startLiveServer(byClock(server, clock), folder, backend.port);
      const output = join(folder, `${server.name}.json`);
      const argv = ['bin/culprit.js', 'watch', running.log, '-m', 'proc:', '--since', '1h'];
      const watch = spawn(process.execPath, [...argv, '-o', output], {
        env: { ...process.env, ...clock.environment },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let told = '';
      watch.stderr.on('data', (chunk) => {
        told += String(chunk);
      });
      const end = new AbortController();
      const load = usualLoad(running.port, end.signal, RATE);
      for (const seconds of STEPS) {
        clock.stepTo(seconds);
        await pause(REST_MS);
      }
      end.abort();
      await load;
      await running.process.stop();
      backend.server.close();
      await pause(REST_MS);
      const exit = once(watch, 'exit');
      watch.kill('SIGTERM');
      expect(await exit, told).toEqual([0, null]);
      const [log] = (JSON.parse(readFileSync(output, 'utf8')) as Report).inputs.logs;
      const written = readFileSync(running.log, 'utf8').split('\n').length - 1;
      expect(written).toBeGreaterThan(RATE);
      expect(log).toMatchObject({ lines: written, parsed: written });
      // The log did tell other times.
      expect(Date.parse(log?.to ?? '') - Date.parse(log?.from ?? '')).toBeGreaterThan(9_000_000);
      expect(told).not.toMatch(/^ +at /m);
    },
  );
});
