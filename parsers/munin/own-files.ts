import type { MetricReading, MetricRoom, Miss } from '../contract.ts';

/**
 * Files beside Munin's RRDs that hold no series: alarms, run times, Perl's copies of state.
 * https://guide.munin-monitoring.org/en/latest/reference/directories.html
 */
const ownFile = /^(?:limits|munin-\w+\.stats|.+\.storable)$/;

/** Whether a file in a folder of Munin's is there for Munin alone. */
export function isMuninState(fileName: string): boolean {
  return ownFile.test(fileName);
}

/** What Munin's databases begin with, and why they are not read. */
const databases: readonly (readonly [string, Miss])[] = [
  [
    'pst0',
    Object.freeze({
      reason:
        'a Perl Storable, as Munin 2 keeps beside its text file datafile: not read; without datafile names and limits are guessed',
    }),
  ],
  [
    'SQLite format 3\0',
    Object.freeze({
      reason:
        'an SQLite database, where Munin 3 keeps titles and limits: not read; its .rrd files are, with names guessed from theirs',
    }),
  ],
];

/**
 * The databases in which Munin keeps what its RRDs do not say: known, so that people are told, and never read.
 * https://github.com/munin-monitoring/munin/blob/master/doc/develop/data_structures.rst
 */
export const muninDatabaseRoom: MetricRoom = {
  name: 'munin database',
  recognises(head: Uint8Array): boolean {
    return findDatabase(head) !== undefined;
  },
  read(bytes: Uint8Array): MetricReading | Miss {
    return findDatabase(bytes)?.[1] ?? { reason: 'not a database of Munin' };
  },
};

function findDatabase(head: Uint8Array): (typeof databases)[number] | undefined {
  const start = String.fromCharCode(...head.subarray(0, 16));
  return databases.find(([magic]) => start.startsWith(magic));
}
