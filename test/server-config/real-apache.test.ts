import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { memoryReply } from '../support/made-log.ts';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';

const PROGRAM = '/usr/sbin/apache2';
const MODULES = '/usr/lib/apache2/modules';
const files = new TempFolder();
/** httpd writes the line of a request when the client already has the whole response. */
const LAST_LINE_MS = 300;
const isHere = existsSync(PROGRAM) && existsSync(`${MODULES}/mod_mpm_event.so`);

/** A port of the loopback that is free now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** The status of an answer, or undefined where nothing listens. */
function ask(port: number, path: string, agent: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const sent = request(
      { host: '127.0.0.1', port, path, headers: { 'user-agent': agent }, agent: false },
      (answer) => answer.resume().on('end', () => resolve(answer.statusCode)),
    );
    sent.on('error', () => resolve(undefined)).end();
  });
}

/** Runs httpd with a configuration until the requests are answered, and it has ended. */
async function serve(main: string, port: number, paths: readonly string[]): Promise<void> {
  const server = spawn(PROGRAM, ['-f', main, '-DFOREGROUND'], { stdio: 'ignore' });
  const ended = new Promise((resolve) => server.on('exit', resolve));
  for (let tries = 0; tries < 100; tries++) {
    if ((await ask(port, '/', 'probe')) !== undefined) break;
    await sleep(50);
  }
  for (const path of paths) await ask(port, path, 'say "hi" \\');
  await sleep(LAST_LINE_MS);
  server.kill('SIGTERM');
  await ended;
}

/** Lines of a main file and of a file it includes; formats in the order of the logs named 0.log, 1.log, … */
function configuration(root: string, port: number): { main: string; formats: string } {
  const modules = ['mpm_event', 'authz_core', 'unique_id'];
  return {
    main: [
      `ServerRoot "${root}"`,
      'ServerName www.example.org',
      `DefaultRuntimeDir ${root}`,
      'PidFile httpd.pid',
      'ErrorLog error.log',
      `Listen 127.0.0.1:${port}`,
      `DocumentRoot "${root}/htdocs"`,
      'Define MODULES \\',
      `  ${MODULES}`,
      ...modules.map((name) => `LoadModule ${name}_module \${MODULES}/mod_${name}.so`),
      '<IfModule prefork.c>',
      'MaxRequestWorkers 7',
      '</IfModule>',
      '<IfModule mpm_event_module>',
      'ServerLimit 2',
      'ThreadsPerChild 20',
      'MaxRequestWorkers 80',
      '</IfModule>',
      'IncludeOptional sites/*.conf',
      '',
    ].join('\n'),
    formats: String.raw`
<VirtualHost *:${port}>
  LogFormat "%h %l %u %t \"%r\" %>s %b" own
  CustomLog logs/0.log own
  CustomLog logs/1.log "%{%s}t\t%a|%m %U%q|%s>%B<%D \"%{User-Agent}i\" \\ 100%%"
  CustomLog logs/2.log "[%{msec}t] %v:%p '%r' %{us}T %I/%O \"%{Referer}i\"" "expr=%{REQUEST_URI} != '/quiet'"
  CustomLog "|/usr/bin/tee -a ${root}/logs/3.log" later
  TransferLog logs/4.log
</VirtualHost>
LogFormat "%{sec}t.%{msec_frac}t %X %k %{c}a %f %H \"%r\" %>s %S %{ms}T" later
`,
  };
}

describe('the configuration of a real httpd', () => {
  it.skipIf(!isHere)(
    'is enough to read all its logs (skipped where apache2 is not installed)',
    async () => {
      const port = await freePort();
      const { main, formats } = configuration(files.path, port);
      files.folder('logs');
      files.folder('htdocs');
      files.file('sites/site.conf', formats);
      const path = files.file('httpd.conf', main);
      const paths = ['/a?b=1', '/quiet', '/%22x%22', '/a//b'];
      await serve(path, port, paths);
      const logs = [0, 1, 2, 3, 4].map((at) => `${files.path}/logs/${at}.log`);
      // What goes through a pipe is written by another process, which may be behind.
      await expect.poll(() => readFileSync(logs[3] ?? '', 'utf8').split('\n').length).toBe(6);
      const metrics = files.file('memory.json', memoryReply([1, 2, 3]));
      const argv = [...logs, '-c', path, '-m', metrics, '--format', 'json', '--quiet'];
      const { stdout, stderr } = await runCli(argv);
      expect(stderr).toBe('');
      const { inputs, limits } = JSON.parse(stdout.toString()) as Report;
      for (const [at, { lines, parsed, formatSource }] of inputs.logs.entries()) {
        const written = readFileSync(logs[at] ?? '', 'utf8')
          .trimEnd()
          .split('\n').length;
        expect([lines, parsed]).toEqual([written, written]);
        expect(formatSource).toContain('/sites/site.conf:');
      }
      expect(inputs.logs.map(({ lines }) => lines)).toEqual([5, 5, 4, 5, 5]);
      expect(inputs.capacities).toMatchObject([{ role: 'workers', value: 40 }]);
      expect(limits.map(({ code }) => code)).not.toContain('configuration-notes');
    },
  );
});
