import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CaseFacts, CaseTruth } from '../made-cases.ts';
import { isIdentifiable } from './identifiable.ts';
import { logFormats } from './log-formats.ts';
import type { MadeCase } from './made-case.ts';
import type { MadeHost } from './made-host.ts';
import { muninFiles } from './munin-files.ts';
import { csvFiles, prometheusFiles, type SeriesFiles } from './series-files.ts';
import { type Sampling, sampledSeries, sampleTimes } from './series-samples.ts';
import { rangesOf, windowsOf } from './truth.ts';

/** Writes a case into `<folder>/cases` and its truth into `<folder>/truth`. */
export async function writeCase(folder: string, made: MadeCase): Promise<void> {
  const { name, hosts } = made;
  const own = join(folder, 'cases', name);
  for (const host of hosts) {
    await write(join(own, logPath(host)), gzipSync(logText(made, host)));
    await write(
      join(folder, 'truth', name, `${host.name}.weights.gz`),
      gzipSync(weightsText(host)),
    );
  }
  for (const [path, text] of Object.entries(seriesFiles(made))) {
    await write(join(own, 'metrics', path), text);
  }
  await write(join(own, 'case.json'), json(factsOf(made)));
  await write(join(folder, 'truth', `${name}.json`), json(truthOf(made)));
}

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 1)}\n`;
}

function logPath({ name }: MadeHost): string {
  return `logs/${name}.access.log.gz`;
}

function logText({ format, epoch, clockOffsetSeconds }: MadeCase, host: MadeHost): string {
  const { line } = logFormats[format];
  const place = { host: host.name, epoch: epoch + clockOffsetSeconds };
  return host.happened.served
    .map((served, at) => `${line(served, { ...place, number: at + 1 })}\n`)
    .join('');
}

function weightsText({ happened }: MadeHost): string {
  return happened.served
    .map(({ start, end, bytes, request }) => {
      const [from, took] = [start, end - start].map((seconds) => Math.round(seconds * 1000));
      return `${from},${took},${bytes},${request.owner}\n`;
    })
    .join('');
}

function seriesFiles({ hosts, format, resolution, epoch, phase }: MadeCase): SeriesFiles {
  const { source, stepSeconds, spanSeconds } = resolution;
  const { server } = logFormats[format];
  if (source === 'munin') {
    const files = hosts.map(({ happened: { levels }, ...host }) =>
      muninFiles({ ...host, levels }, { server, epoch, stepSeconds }),
    );
    return Object.assign({}, ...files) as SeriesFiles;
  }
  const sampling = (host: string): Sampling => ({ host, server, spanSeconds, stepSeconds, phase });
  const series = hosts.flatMap(({ name, machine, happened, resources }) =>
    sampledSeries(machine, happened.levels, resources, sampling(name)),
  );
  const times = sampleTimes(sampling('')).map((at) => epoch + at);
  return source === 'prometheus' ? prometheusFiles(series, times) : csvFiles(series, times);
}

type WrittenFacts = CaseFacts & Readonly<Record<string, unknown>>;

function factsOf({
  name,
  hosts,
  format,
  resolution,
  epoch,
  clockOffsetSeconds,
}: MadeCase): WrittenFacts {
  const iso = (at: number): string =>
    new Date((epoch + clockOffsetSeconds + at) * 1000).toISOString();
  const { source, stepSeconds, spanSeconds } = resolution;
  return {
    case: name,
    software: logFormats[format].server,
    logFormat: logFormats[format].directive,
    timezone: 'UTC',
    hosts: hosts.map((host) => host.name),
    logs: Object.fromEntries(hosts.map((host) => [host.name, logPath(host)])),
    metrics: { kinds: [source], stepSeconds },
    from: iso(0),
    to: iso(spanSeconds),
  };
}

type WrittenTruth = CaseTruth & Readonly<Record<string, unknown>>;

function truthOf(made: MadeCase): WrittenTruth {
  const { culprits, hosts, resolution, epoch, background } = made;
  const ids = culprits.map(({ id }) => id);
  const last = hosts.at(-1);
  const windows = hosts.flatMap(({ name, resource, resources, otherwise }) => {
    if (resource === undefined) return [];
    const found = windowsOf(resource, resources, otherwise, resolution);
    return found.map((window) => ({ node: name, role: resource, ...window, culprits: ids }));
  });
  return {
    case: made.name,
    family: made.family.name,
    incident: hosts.some(({ resource }) => resource !== undefined),
    unidentifiable: culprits.length > 0 && !isTold(made),
    kind: resolution.source,
    stepSeconds: resolution.stepSeconds,
    format: made.format,
    clockOffsetSeconds: made.clockOffsetSeconds,
    epoch,
    ...(background !== undefined && { background }),
    spanSeconds: resolution.spanSeconds,
    windows,
    culprits,
    files: Object.fromEntries(hosts.map((host) => [host.name, linesTruth(host, ids)])),
    machine: last?.machine,
  };
}

function isTold({ hosts, format, resolution }: MadeCase): boolean {
  if (logFormats[format].tellsDurations) return true;
  return hosts.some((host) => isIdentifiable(host, resolution.spanSeconds));
}

/** The culprits' lines of one log, by their places from 1 on. */
function linesTruth({ happened }: MadeHost, ids: readonly number[]): unknown {
  const placesOf = (id: number): readonly number[] =>
    happened.served.flatMap(({ request }, at) => (request.owner === id ? [at + 1] : []));
  const injected = Object.fromEntries(ids.map((id) => [id, rangesOf(placesOf(id))]));
  return { lines: happened.served.length, injected };
}
