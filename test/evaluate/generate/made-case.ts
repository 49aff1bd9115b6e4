import { decoysFor } from './background-decoys.ts';
import type { BackgroundLog } from './background-log.ts';
import { backgroundTraffic } from './background-traffic.ts';
import { balanced } from './balancer.ts';
import { none } from './control-mechanisms.ts';
import { Draw } from './draw.ts';
import type { Family } from './families.ts';
import { type FormatName, formatNames, logFormats } from './log-formats.ts';
import type { Machine } from './machine.ts';
import { type MadeHost, madeHost } from './made-host.ts';
import { type Resolution, resolutions, TROUBLE_SHARE } from './resolutions.ts';
import type { Injection, Scenario } from './scenario.ts';
import { type SiteSettings, siteTraffic } from './site.ts';
import { ownPages, pagesOf } from './site-pages.ts';
import { LONGEST_WAIT } from './slow-mechanisms.ts';

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
  readonly culprits: Injection['culprits'];
  /** What lies behind the trouble; undefined where it is the site of `site.ts`. */
  readonly background: string | undefined;
  readonly hosts: readonly MadeHost[];
}

const HOUR = 3600;
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
  const drawnResolution = draw.oneOf(family.resolutions ?? resolutions);
  const { format = drawnFormat, resolution = drawnResolution } = fixed;
  const epoch = FIRST_DAY + draw.whole(0, 200 * 24) * HOUR;
  const drawnOffset = draw.chance(OFFSET_CHANCE) ? draw.oneOf(OFFSETS) : 0;
  const drawn = machineFor(format, draw);
  const machine = { ...drawn, workers: family.workers ?? drawn.workers };
  const count = family.hosts ?? 1;
  const day: Day = { family, resolution, machine, epoch, log: fixed.background };
  const dealt = family.isBalanced === true ? dealtOut(day, count, draw) : undefined;
  const made = Array.from({ length: count }, (_, at) => {
    const injection = dealt?.[at] ?? alone(day, { isTroubled: at === count - 1, draw });
    const noiseSeed = draw.whole(1, 2 ** 30);
    const host = madeHost(`web${at + 1}`, machine, {
      injection,
      spanSeconds: resolution.spanSeconds,
      noise: family.noise ?? 1,
      drawNoise: () => new Draw(noiseSeed),
    });
    return { culprits: injection.culprits, host };
  });
  return {
    name,
    family,
    format,
    resolution,
    epoch,
    clockOffsetSeconds: fixed.clockOffsetSeconds ?? drawnOffset,
    phase: draw.between(0, resolution.stepSeconds),
    culprits: made.at(-1)?.culprits ?? [],
    background: fixed.background?.name,
    hosts: made.map(({ host }) => host),
  };
}

/** On what a day is like. */
interface Day extends Pick<MadeCase, 'family' | 'resolution' | 'epoch'> {
  readonly machine: Machine;
  readonly log: BackgroundLog | undefined;
}

function alone(
  day: Day,
  { isTroubled, draw }: { readonly isTroubled: boolean; readonly draw: Draw },
): Injection {
  const scenario = scenarioOf(day, draw.apart());
  return isTroubled ? day.family.mechanism(scenario) : none(scenario);
}

/** Behind a balancer each host has half of what one alone would be asked for. */
function dealtOut(day: Day, count: number, draw: Draw): readonly Injection[] {
  const { resolution, family } = day;
  const all = { ...resolution, rate: (resolution.rate * count) / 2 };
  const scenario = scenarioOf({ ...day, resolution: all }, draw.apart());
  return balanced(family.mechanism, scenario, { count, draw: draw.apart() });
}

function scenarioOf({ family, machine, epoch, resolution, log }: Day, draw: Draw): Scenario {
  const { spanSeconds, rate, troubleShare = TROUBLE_SHARE } = resolution;
  const startHour = (epoch / HOUR) % 24;
  const from = spanSeconds * draw.between(0.4, 0.6);
  const peakHour = draw.between(9, 21);
  const to = from + spanSeconds * draw.between(...troubleShare);
  const settings = { spanSeconds, rate, startHour, peakHour };
  const day = { spanSeconds, rate, from, to, startHour, machine };
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
