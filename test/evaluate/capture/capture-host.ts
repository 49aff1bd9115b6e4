import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LoopbackPrometheus } from '../../metrics/loopback-prometheus.ts';
import { freePort, type ServerProcess, startServer } from '../../servers/server-process.ts';
import type { RunningHost } from './host-events.ts';
import type { WebServer } from './web-servers.ts';

/** Seconds between two samples, as in the captures that came before. */
export const STEP_SECONDS = 5;
const APPLICATION = 'test/evaluate/capture/application.py';
const COLLECTORS = ['processes', 'tcpstat'];

/** A web server, the application behind it, and what samples both. */
export class CaptureHost implements RunningHost {
  readonly log: string;
  readonly port: number;
  readonly #folder: string;
  readonly #server: WebServer;
  #applicationPort = 0;
  #application: ServerProcess | undefined;
  #running: ServerProcess | undefined;
  #prometheus: LoopbackPrometheus | undefined;
  readonly #exporters: ChildProcess[] = [];

  private constructor(server: WebServer, folder: string, port: number) {
    this.#server = server;
    this.#folder = folder;
    this.port = port;
    this.log = join(folder, 'logs', 'access.log');
  }

  static async start(server: WebServer, folder: string): Promise<CaptureHost> {
    const host = new CaptureHost(server, folder, await freePort());
    for (const name of ['logs', 'conf', 'run']) mkdirSync(join(folder, name), { recursive: true });
    copyFileSync(APPLICATION, host.#at('run/application.py'));
    if (!server.hasApplication) {
      host.#applicationPort = await freePort();
      await host.startApplication();
    }
    await host.#startServer();
    await host.#startSampling();
    return host;
  }

  get prometheusUrl(): string {
    return this.#prometheus?.url ?? '';
  }

  async startApplication(): Promise<void> {
    const port = this.#applicationPort;
    const command = ['python3', this.#at('run/application.py'), String(port)] as const;
    this.#application = await startServer(command, port);
  }

  async stopApplication(): Promise<void> {
    await this.#application?.stop();
    this.#application = undefined;
  }

  reopenLog(): void {
    process.kill(Number(readFileSync(this.#at('run/pid'), 'utf8')), 'SIGUSR1');
  }

  async stopServer(): Promise<void> {
    await this.#running?.stop();
  }

  async stop(): Promise<void> {
    await this.stopServer();
    await this.stopApplication();
    await this.#prometheus?.stop();
    for (const exporter of this.#exporters) {
      const exit = once(exporter, 'exit');
      if (exporter.exitCode === null && exporter.kill('SIGTERM')) await exit;
    }
  }

  async #startServer(): Promise<void> {
    const { configFile, configuration, command } = this.#server;
    const config = this.#at(`conf/${configFile}`);
    const place = { port: this.port, backendPort: this.#applicationPort, log: this.log };
    const errorLog = this.#at('logs/error.log');
    writeFileSync(config, configuration({ ...place, folder: this.#at('run'), errorLog }));
    this.#running = await startServer(command(config), this.port);
  }

  async #startSampling(): Promise<void> {
    const targets: Record<string, string> = { process: await this.#exportProcesses() };
    const { statusPath, processes } = this.#server;
    if (statusPath !== undefined) {
      const url = `http://127.0.0.1:${this.port}${statusPath}`;
      targets[processes[0] ?? 'server'] = await this.#exportStatus(url);
    }
    this.#prometheus = await LoopbackPrometheus.start(this.#at('run'), {
      scrapeSeconds: STEP_SECONDS,
      collectors: COLLECTORS,
      targets,
    });
  }

  async #exportProcesses(): Promise<string> {
    const groups = [
      { name: this.#server.processes[0], comm: this.#server.processes },
      { name: 'application', cmdline: ['application[.]py'] },
    ];
    const config = this.#at('run/processes.json');
    writeFileSync(config, JSON.stringify({ process_names: groups }));
    const address = `127.0.0.1:${await freePort()}`;
    const options = ['-config.path', config, '-web.listen-address', address, '-threads=false'];
    this.#export('prometheus-process-exporter', [...options, '-gather-smaps=false']);
    return address;
  }

  async #exportStatus(url: string): Promise<string> {
    const address = `127.0.0.1:${await freePort()}`;
    if (this.#server.processes.includes('nginx')) {
      const options = ['-web.listen-address', address, '-nginx.scrape-uri', url];
      this.#export('prometheus-nginx-exporter', options);
    } else {
      const options = [`--telemetry.address=${address}`, `--scrape_uri=${url}`];
      this.#export('prometheus-apache-exporter', options);
    }
    return address;
  }

  #export(program: string, options: readonly string[]): void {
    this.#exporters.push(spawn(program, options, { stdio: 'ignore' }));
  }

  #at(path: string): string {
    return join(this.#folder, path);
  }
}
