import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** Milliseconds within which a server must answer. */
const START_MS = 20_000;
const POLL_MS = 100;

export function missingPrograms(): readonly string[] {
  const needed = ['prometheus', 'promtool', 'prometheus-node-exporter'];
  return needed.filter((program) => spawnSync(program, ['--version']).error !== undefined);
}

/** Where its samples lie, and its configuration. */
interface LoopbackPaths {
  readonly dataPath: string;
  readonly config: string;
}

export interface PrometheusSettings {
  /** Seconds between two scrapes; 1 by default. */
  readonly scrapeSeconds?: number;
  /** Collectors of the node_exporter beside its usual ones. */
  readonly collectors?: readonly string[];
  /** Other exporters that run already: addresses by the names of their jobs. */
  readonly targets?: Readonly<Record<string, string>>;
}

/** A Prometheus on loopback that scrapes a node_exporter. */
export class LoopbackPrometheus {
  readonly url: string;
  readonly exporterUrl: string;
  readonly dataPath: string;
  readonly #processes: readonly ChildProcess[];

  private constructor(
    [port, exporterPort]: readonly [number, number],
    { dataPath, config, collectors = [] }: LoopbackPaths & PrometheusSettings,
  ) {
    this.url = `http://127.0.0.1:${port}`;
    this.exporterUrl = `http://127.0.0.1:${exporterPort}`;
    this.dataPath = dataPath;
    const arguments_ = [`--config.file=${config}`, `--storage.tsdb.path=${dataPath}`];
    this.#processes = [
      spawn(
        'prometheus-node-exporter',
        [
          `--web.listen-address=127.0.0.1:${exporterPort}`,
          ...collectors.map((name) => `--collector.${name}`),
        ],
        { stdio: 'ignore' },
      ),
      spawn('prometheus', [...arguments_, `--web.listen-address=127.0.0.1:${port}`], {
        stdio: 'ignore',
      }),
    ];
  }

  static async start(
    folder: string,
    settings: PrometheusSettings = {},
  ): Promise<LoopbackPrometheus> {
    const interval = `${settings.scrapeSeconds ?? 1}s`;
    const ports = [await freePort(), await freePort()] as const;
    const config = join(folder, 'prometheus.yml');
    const targets = { node: `127.0.0.1:${ports[1]}`, ...settings.targets };
    writeFileSync(
      config,
      JSON.stringify({
        global: { scrape_interval: interval, scrape_timeout: interval },
        scrape_configs: Object.entries(targets).map(([job, target]) => ({
          job_name: job,
          static_configs: [{ targets: [target] }],
        })),
      }),
    );
    const prometheus = new LoopbackPrometheus(ports, {
      ...settings,
      ...{ dataPath: join(folder, 'data'), config },
    });
    await prometheus.#until(() => answers(`${prometheus.url}/-/ready`));
    return prometheus;
  }

  /** Waits until so many scrapes of the exporter are stored. */
  async scraped(times: number): Promise<void> {
    const query = `${this.url}/api/v1/query?query=count_over_time(up[5m])`;
    await this.#until(async () => {
      const reply = await (await fetch(query)).text();
      const { count = '0' } = /"(?<count>\d+)"\]/.exec(reply)?.groups ?? {};
      return Number(count) >= times;
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.#processes.map(ended));
  }

  async #until(isTrue: () => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + START_MS;
    while (!(await isTrue())) {
      if (performance.now() > deadline) throw new Error('Prometheus did not start in time');
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const end = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await end;
}
