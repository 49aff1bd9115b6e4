import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isInstalled } from '../../servers/server-process.ts';
import { type LiveOutcome, runLive } from './live-run.ts';
import { liveServers } from './live-server.ts';
import { type ResourceSource, resourceSources } from './resource-source.ts';
import { CULPRIT_ROUTE } from './traffic.ts';

/** Seconds from the resource's onset to the first naming, beside one step of the resource. */
const MOST_SECONDS = 30;
/** On a host where timers are later than this for other work, nobody can be in time. */
const MOST_LATENESS = 0.3;
/** With it all are tried, one server after another, and the seconds are written into the file that it names. */
const figuresFile = process.env['CULPRIT_NAMING_FIGURES'];

const { statusPage, prometheus, muninNode, proc } = resourceSources;
const ownSources = { Apache: proc, lighttpd: prometheus, nginx: muninNode } as const;
const isBuilt = existsSync('dist/src/main.js');
const figures: string[] = [];
afterAll(() => {
  if (figuresFile !== undefined) writeFileSync(figuresFile, `${figures.sort().join('\n')}\n`);
});

const describeAll = figuresFile === undefined ? describe.concurrent : describe.sequential;

describeAll.each(liveServers)('a live $name with an injected culprit', (server) => {
  const wanted: readonly ResourceSource[] =
    figuresFile === undefined
      ? [statusPage, ownSources[server.name]]
      : [statusPage, prometheus, muninNode, proc];
  const sources = wanted.filter((source) => source.isHere);
  const isHere = isBuilt && isInstalled(...server.probe);
  const left = wanted.filter((source) => !source.isHere).map(({ name }) => `${name} is missing`);
  const why = isBuilt
    ? [...(isHere ? [] : [`${server.probe[0]} is not installed`]), ...left]
    : ['dist/ is not built, npm run build'];
  const title = `is named in time by ${sources.map(({ name }) => name).join(' and ')}, and not before`;

  it.skipIf(!isHere)(
    why.length === 0 ? title : `${title} (skipped: ${why.join(', ')})`,
    // Host-wide connections and processes are anybody's: what else a host did in those minutes is not likely twice.
    { timeout: 240_000, retry: 1 },
    async ({ skip, onTestFinished }) => {
      const folder = mkdtempSync(join(tmpdir(), 'culprit-live-'));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      const outcomes = await runLive(server, sources, folder);
      for (const outcome of outcomes) figures.push(`${server.name}\t${figureOf(outcome)}`);
      const lateness = Math.max(...outcomes.map((one) => one.lateness));
      skip(lateness > MOST_LATENESS, `timers were late for ${lateness.toFixed(2)} of the time`);
      for (const { source, events, onsetMs } of outcomes) {
        const first = events.find(({ incident }) => incident.culprits.length > 0);
        const [named] = first?.incident.culprits ?? [];
        const names = JSON.stringify([named?.subject, named?.aliases]);
        expect(names, source.name).toContain(CULPRIT_ROUTE);
        const seconds = ((first?.seenMs ?? Number.NaN) - onsetMs) / 1000;
        expect(seconds, source.name).toBeGreaterThan(0);
        expect(seconds, source.name).toBeLessThan(MOST_SECONDS + source.stepSeconds);
      }
    },
  );
});

/** The source, the seconds until somebody was named, who, and by what. */
function figureOf({ source, events, onsetMs, lateness }: LiveOutcome): string {
  const told = events.map(({ event, seenMs, incident }) => {
    const [first] = incident.culprits;
    const who = first === undefined ? 'nobody' : JSON.stringify(first.subject);
    return `${((seenMs - onsetMs) / 1000).toFixed(1)} s ${event} ${incident.primary.series}: ${who}`;
  });
  return [source.name, `late ${lateness.toFixed(2)}`, ...told].join('\t');
}
