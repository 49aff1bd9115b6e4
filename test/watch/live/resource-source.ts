import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { hasMuninNode, startMuninNode } from '../../live/real-munin.ts';
import { LoopbackPrometheus, missingPrograms } from '../../metrics/loopback-prometheus.ts';
import type { LiveServer, RunningServer } from './live-server.ts';

/** Where a watch learns of the resources. */
export interface ResourceSource {
  readonly name: 'status page' | 'Prometheus' | 'munin-node' | '/proc';
  readonly isHere: boolean;
  /** Seconds between two samples. */
  readonly stepSeconds: number;
  readonly start: (server: RunningServer, of: LiveServer, folder: string) => Promise<StartedSource>;
}

export interface StartedSource {
  /** What is named behind `-m`; nothing leaves the choice to the watch. */
  readonly metrics: readonly string[];
  readonly stop: () => Promise<void>;
}

const nothing = (): Promise<void> => Promise.resolve();
const STEP_SECONDS = 5;

const statusPage: ResourceSource = {
  name: 'status page',
  isHere: true,
  stepSeconds: STEP_SECONDS,
  start: async ({ statusUrl }) => ({ metrics: [statusUrl], stop: nothing }),
};

const prometheus: ResourceSource = {
  name: 'Prometheus',
  isHere: missingPrograms().length === 0,
  stepSeconds: STEP_SECONDS,
  start: async (_, { name }, folder) => {
    const own = join(folder, `prometheus-${name}`);
    mkdirSync(own);
    const started = await LoopbackPrometheus.start(own, {
      scrapeSeconds: STEP_SECONDS,
      collectors: ['processes', 'tcpstat'],
    });
    return { metrics: [started.url], stop: () => started.stop() };
  },
};

/** What Munin's own plugins tell of each server, beside what they tell of every host. */
const hostPlugins = ['cpu', 'memory', 'netstat', 'processes', 'swap'];
const serverPlugins: Readonly<Record<LiveServer['name'], readonly string[]>> = {
  Apache: ['apache_processes'],
  lighttpd: [],
  nginx: ['nginx_status'],
};

const muninNode: ResourceSource = {
  name: 'munin-node',
  isHere: hasMuninNode,
  stepSeconds: STEP_SECONDS,
  start: async ({ statusUrl }, { name }, folder) => {
    const own = join(folder, `munin-${name}`);
    mkdirSync(own);
    const plugins = [...hostPlugins, ...serverPlugins[name]];
    const node = await startMuninNode(own, {
      ...{ plugins, statusUrl },
      updateSeconds: STEP_SECONDS,
    });
    return { metrics: [`munin://127.0.0.1:${node.port}`], stop: async () => node.stop() };
  },
};

const proc: ResourceSource = {
  name: '/proc',
  isHere: process.platform === 'linux',
  stepSeconds: STEP_SECONDS,
  start: async () => ({ metrics: [], stop: nothing }),
};

export const resourceSources = { statusPage, prometheus, muninNode, proc } as const;
