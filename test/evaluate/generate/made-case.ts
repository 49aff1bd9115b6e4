import { decoysFor } from './background-decoys.ts';
import type { BackgroundLog } from './background-log.ts';
import { backgroundTraffic } from './background-traffic.ts';
import { none } from './control-mechanisms.ts';
import { Draw } from './draw.ts';
import type { Family } from './families.ts';
import { type FormatName, formatNames, logFormats } from './log-formats.ts';
import { type MadeHost, madeHost } from './made-host.ts';
import type { Injection, Scenario } from './scenario.ts';
import type { Machine } from './server.ts';
import { type SiteSettings, siteTraffic } from './site.ts';
import { ownPages, pagesOf } from './site-pages.ts';
import { LONGEST_WAIT } from './slow-mechanisms.ts';

/** How the series of a case are sampled. */
export interface Resolution {
  /** Prometheus' replies, or a table as Grafana exports it. */
  readonly source: 'prometheus' | 'table';
  readonly stepSeconds: number;
  /** As long as the step allows, and no longer: tests wait for it. */
  readonly spanSeconds: number;
  /** Requests a second. */
  readonly rate: number;
}

const HOUR = 3600;

const resolutions: readonly Resolution[] = [
  { source: 'prometheus', stepSeconds: 15, spanSeconds: 3 * HOUR, rate: 2 },
  { source: 'prometheus', stepSeconds: 60, spanSeconds: 6 * HOUR, rate: 1 },
  { source: 'prometheus', stepSeconds: 300, spanSeconds: 20 * HOUR, rate: 0.35 },
  { source: 'table', stepSeconds: 60, spanSeconds: 6 * HOUR, rate: 1 },
  { source: 'table', stepSeconds: 300, spanSeconds: 20 * HOUR, rate: 0.35 },
];

/** All that is decided of a case, before it is written. */
export interface MadeCase {
  readonly name: string;
  readonly family: Family;
  readonly format: FormatName;
  readonly resolution: Resolution;
  /** Epoch seconds UTC of its begin, on the clock of the metrics. */
  readonly epoch: number;
  /** How far the logs' clock is ahead. */
  readonly clockOffsetSeconds: number;
  /** When the first samples are taken, seconds. */
  readonly phase: number;
  readonly injection: Injection;
  /** What lies behind the trouble; undefined where it is the site of `site.ts`. */
  readonly background: string | undefined;
  /** The last has the trouble. */
  readonly hosts: readonly MadeHost[];
}

const FIRST_DAY = Date.UTC(2026, 2, 2) / 1000;
/** Clocks that disagree are as likely as this, and by so much. */
const OFFSET_CHANCE = 0.08;
const OFFSETS: readonly number[] = [3600, -3600, 180];

/** What is not left to the draw. */
export interface Fixed {
  readonly format?: FormatName;
  readonly resolution?: Resolution;
  readonly clockOffsetSeconds?: number;
  /** A real log in place of the site. */
  readonly background?: BackgroundLog;
}

/** Makes a case: the same name, family and seed give the same, whatever else is made. */
export function makeCase(name: string, family: Family, seed: number, fixed: Fixed = {}): MadeCase {
  const draw = new Draw(seed);
  const drawnFormat = draw.oneOf(family.formats ?? formatNames);
  const drawnResolution = draw.oneOf(resolutions);
  const { format = drawnFormat, resolution = drawnResolution } = fixed;
  const epoch = FIRST_DAY + draw.whole(0, 200 * 24) * HOUR;
  const drawnOffset = draw.chance(OFFSET_CHANCE) ? draw.oneOf(OFFSETS) : 0;
  const drawn = machineFor(format, draw);
  const machine = { ...drawn, workers: family.workers ?? drawn.workers };
  const count = family.hosts ?? 1;
  const made = Array.from({ length: count }, (_, at) => {
    const scenario = scenarioOf(
      { family, resolution, machine, epoch, log: fixed.background },
      draw.apart(),
    );
    const injection = at === count - 1 ? family.mechanism(scenario) : none(scenario);
    const noiseSeed = draw.whole(1, 2 ** 30);
    const host = madeHost(`web${at + 1}`, machine, {
      injection,
      spanSeconds: resolution.spanSeconds,
      noise: family.noise ?? 1,
      drawNoise: () => new Draw(noiseSeed),
    });
    return { injection, host };
  });
  const injection = made.at(-1)?.injection;
  if (injection === undefined) throw new Error(`${family.name} has no hosts`);
  return {
    name,
    family,
    format,
    resolution,
    epoch,
    clockOffsetSeconds: fixed.clockOffsetSeconds ?? drawnOffset,
    phase: draw.between(0, resolution.stepSeconds),
    injection,
    background: fixed.background?.name,
    hosts: made.map(({ host }) => host),
  };
}

interface Given extends Pick<MadeCase, 'family' | 'resolution' | 'epoch'> {
  readonly machine: Machine;
  readonly log: BackgroundLog | undefined;
}

function scenarioOf(given: Given, draw: Draw): Scenario {
  const { family, machine, epoch, resolution, log } = given;
  const { spanSeconds, rate } = resolution;
  const startHour = (epoch / HOUR) % 24;
  const from = spanSeconds * draw.between(0.4, 0.6);
  const peakHour = draw.between(9, 21);
  const to = from + spanSeconds * draw.between(0.07, 0.2);
  const settings = { spanSeconds, rate, startHour, peakHour };
  const day = { spanSeconds, rate, from, to, machine };
  const site =
    log === undefined
      ? ownSite({ ...settings, dailySwing: family.dailySwing ?? 0.3 }, draw.apart())
      : realSite(log, { ...settings, dailySwing: family.dailySwing ?? 0 }, day, draw.apart());
  return { ...day, ...site, draw: draw.apart() };
}

type Site = Pick<Scenario, 'background' | 'site'>;

function ownSite(settings: SiteSettings, draw: Draw): Site {
  return { background: siteTraffic(settings, draw), site: ownPages };
}

/** A page is busy where it would hold this part of the workers when each of its requests waits as long as servers let it. */
const BUSY_PART = 0.5;

/** The day of a real log, with what is harmless beside it. The log has a swing of its own. */
function realSite(
  log: BackgroundLog,
  settings: SiteSettings,
  day: Omit<Scenario, 'background' | 'site' | 'draw'>,
  draw: Draw,
): Site {
  const { from, to, machine } = day;
  const logged = backgroundTraffic(log, settings, draw.apart());
  const rate = logged.length / day.spanSeconds;
  const decoys = decoysFor({ ...day, rate, background: logged }, draw.apart());
  const least = (BUSY_PART * machine.workers * (to - from)) / LONGEST_WAIT;
  return { background: [...logged, ...decoys], site: pagesOf(logged, { from, to, least }) };
}

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;

function machineFor(format: FormatName, draw: Draw): Machine {
  const { server } = logFormats[format];
  const isPrefork = server === 'apache';
  return {
    ramBytes: draw.oneOf([2, 4, 8]) * GIB,
    cores: draw.oneOf([2, 4]),
    workers: isPrefork ? draw.oneOf([80, 120, 150]) : draw.oneOf([16, 24, 40]),
    workerBytes: draw.between(8, 14) * MIB,
    baseBytes: draw.between(0.4, 0.7) * GIB,
    buffers: server === 'lighttpd' || server === 'nginx',
  };
}
