import type { Limit, Report } from '../report/report.ts';

/** What batch runs say of a pipe, which is no name for a file that is followed. */
const OF_PIPES = 'lines-not-counted';

/** The limits of a report of logs that were followed: their lines are not read again for it, and rotation moves them. */
export function followedLimits({ limits, incidents }: Report): readonly Limit[] {
  if (incidents.every(({ culprits }) => culprits.length === 0)) return limits;
  return [
    ...limits.filter(({ code }) => code !== OF_PIPES),
    {
      code: 'watch-followed',
      text: 'The figures of incidents are sums over buckets of time, and not every largest request is shown: a log that is followed is not read again. Offsets of lines go on through rotation from where the watch began.',
      remedy:
        'run culprit on the log files for figures line by line; culprit lines finds the lines when it is given the files that rotation has made, too',
    },
  ];
}
