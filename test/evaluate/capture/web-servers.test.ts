import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isInstalled } from '../../servers/server-process.ts';
import { TempFolder } from '../../support/temp-folder.ts';
import { apache, lighttpd, nginx, type WebServer } from './web-servers.ts';

const files = new TempFolder();

interface Checked {
  readonly name: string;
  readonly server: WebServer;
  readonly check: (config: string) => readonly [string, ...string[]];
}

/** How each server is told to read its configuration and nothing more. */
const checked: readonly Checked[] = [
  ...(['prefork', 'event'] as const).flatMap((mpm) =>
    (['combined', 'vhostCombinedD'] as const).map((format) => ({
      name: `apache-${mpm}-${format}`,
      server: apache(mpm, { format, workers: 50 }),
      check: (config: string) => ['apache2', '-t', '-f', config] as const,
    })),
  ),
  ...(['combined', 'timed', 'json'] as const).map((format) => ({
    name: `nginx-${format}`,
    server: nginx({ format }),
    check: (config: string) => ['nginx', '-t', '-c', config] as const,
  })),
  {
    name: 'lighttpd',
    server: lighttpd,
    check: (config) => ['lighttpd', '-tt', '-f', config],
  },
];

describe.each(checked)('$name', ({ name, server, check }) => {
  const [program] = check('');
  const isHere = isInstalled(program, '-v');

  it.skipIf(!isHere)(
    isHere
      ? 'takes its configuration, and listens on the loopback alone'
      : `takes its configuration (skipped: ${program} is not installed)`,
    () => {
      const folder = join(files.path, name);
      mkdirSync(folder, { recursive: true });
      const [log, errorLog] = [join(folder, 'access.log'), join(folder, 'error.log')];
      const text = server.configuration({ port: 8080, backendPort: 8081, folder, log, errorLog });
      const config = files.file(`${name}/${server.configFile}`, text);
      const [command, ...options] = check(config);
      const { status, stderr } = spawnSync(command, options, { encoding: 'utf8' });
      expect(status, stderr).toBe(0);
      const listening = text.split('\n').filter((line) => /listen|bind/i.test(line));
      expect(listening.join('\n')).toContain('127.0.0.1');
    },
  );
});
