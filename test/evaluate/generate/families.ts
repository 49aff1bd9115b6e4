import * as busy from './busy-mechanisms.ts';
import * as control from './control-mechanisms.ts';
import * as leak from './leak-mechanisms.ts';
import type { FormatName } from './log-formats.ts';
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
  /** Machines; only the last has the trouble. */
  readonly hosts?: number;
}

const apache: readonly FormatName[] = ['apache_combined', 'apache_combined_D', 'vhost_combined_D'];
const nginx: readonly FormatName[] = ['nginx_combined', 'nginx_rt', 'json'];

/** All kinds of cases, in the order in which they are made. */
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
