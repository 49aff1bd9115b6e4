import * as busy from './busy-mechanisms.ts';
import * as connection from './connection-mechanisms.ts';
import * as control from './control-mechanisms.ts';
import * as leak from './leak-mechanisms.ts';
import type { FormatName } from './log-formats.ts';
import * as recurring from './recurring-mechanisms.ts';
import { nightly, type Resolution, secondArchive } from './resolutions.ts';
import type { Mechanism } from './scenario.ts';
import * as slow from './slow-mechanisms.ts';

/** A kind of case. */
export interface Family {
  readonly name: string;
  readonly mechanism: Mechanism;
  /** Formats of the servers that can have it; all where nothing is said. */
  readonly formats?: readonly FormatName[];
  /** How much of the day's mean its swing is. */
  readonly dailySwing?: number;
  /** How noisy the machine is, 1 is ordinary. */
  readonly noise?: number;
  /** Of the machine; drawn where nothing is said. */
  readonly workers?: number;
  /** Machines; only the last has the trouble, but behind a balancer. */
  readonly hosts?: number;
  /** Whether a balancer deals what is asked for out to them. */
  readonly isBalanced?: boolean;
  /** How its series may be sampled; as those of all others where nothing is said. */
  readonly resolutions?: readonly Resolution[];
}

const apache: readonly FormatName[] = ['apache_combined', 'apache_combined_D', 'vhost_combined_D'];
const nginx: readonly FormatName[] = ['nginx_combined', 'nginx_rt', 'json'];

/** The kinds of cases that are made where none are named, in this order: with another one, seeds would give other cases. */
export const families: readonly Family[] = [
  { name: 'oversized', mechanism: slow.oversized, formats: ['lighttpd', ...nginx] },
  { name: 'downloads', mechanism: slow.downloads, formats: apache },
  { name: 'crawler', mechanism: slow.crawler },
  { name: 'slowbackend', mechanism: slow.slowBackend },
  { name: 'cpusearch', mechanism: busy.cpuSearch },
  { name: 'bruteforce', mechanism: busy.bruteForce },
  { name: 'aborts', mechanism: leak.aborts, formats: nginx },
  { name: 'slowclients', mechanism: slow.slowClients, formats: apache },
  { name: 'uploadleak', mechanism: leak.uploadLeak },
  { name: 'flashcrowd', mechanism: busy.flashCrowd },
  { name: 'two', mechanism: busy.two },
  { name: 'distributed', mechanism: busy.distributed },
  { name: 'cachebusting', mechanism: busy.cacheBusting },
  { name: 'retrystorm', mechanism: slow.retryStorm, workers: 12 },
  { name: 'slowramp', mechanism: slow.slowRamp },
  { name: 'atbegin', mechanism: slow.atBegin },
  { name: 'atend', mechanism: slow.atEnd },
  { name: 'farm', mechanism: slow.crawler, hosts: 2 },
  { name: 'raisedvictims', mechanism: slow.raisedVictims },
  { name: 'none', mechanism: control.none },
  { name: 'diurnal', mechanism: control.none, dailySwing: 0.8 },
  { name: 'noisy', mechanism: control.none, noise: 3 },
  { name: 'hog', mechanism: control.hog },
  { name: 'hogburst', mechanism: control.hogBurst },
];

const eitherOf =
  (...mechanisms: readonly Mechanism[]): Mechanism =>
  (scenario) =>
    scenario.draw.oneOf(mechanisms)(scenario);

/** Kinds that are made where they are named. */
export const furtherFamilies: readonly Family[] = [
  { name: 'keepalive', mechanism: connection.keepAlive, formats: apache },
  { name: 'hanging', mechanism: connection.hanging },
  { name: 'uploads', mechanism: connection.uploads },
  {
    name: 'rangeparts',
    mechanism: connection.rangeParts,
    formats: ['lighttpd', ...apache, ...nginx],
  },
  { name: 'errors', mechanism: busy.failing },
  {
    name: 'farm4',
    mechanism: eitherOf(slow.crawler, busy.cpuSearch),
    hosts: 4,
    isBalanced: true,
  },
  { name: 'restarts', mechanism: recurring.restarts },
  { name: 'cron', mechanism: recurring.cron },
  {
    name: 'coarse',
    mechanism: eitherOf(slow.crawler, slow.slowBackend, busy.cpuSearch, leak.uploadLeak),
    resolutions: [secondArchive],
  },
  { name: 'unlogged', mechanism: control.unlogged },
  { name: 'nights', mechanism: recurring.nights, resolutions: nightly },
];
