import { counted, share } from '../report/numbers.ts';
import { sumBetween } from '../statistics/summaries.ts';
import type { Detection, SliceCase } from './detection.ts';

/** Such a share of server errors is told of slices that are named for another cost, too. */
const NOTABLE_SHARE = 0.2;

/** Answers with a server error, against how many there were before, and the status that most had. */
export function errorBurst({ scored, scene, kind, facts }: SliceCase): Detection | 'clear' {
  const { slice } = scored;
  const { from, to } = scene;
  const errors = scene.activity(slice, 'errors');
  const requests = scene.activity(slice, 'requests');
  const during = sumBetween(errors, from, to);
  const asked = sumBetween(requests, from, to);
  if (during < 1 || (kind !== 'error-burst' && during < NOTABLE_SHARE * asked)) return 'clear';
  const before = sumBetween(requests, 0, from);
  const history = before > 0 ? `, ${share(sumBetween(errors, 0, from) / before)} before` : '';
  const part = Math.min(1, during / Math.max(during, asked));
  const most = facts.names.status?.most.find(({ name }) => /^5/.test(name));
  const status = most === undefined ? '' : `, most of them ${most.name}`;
  return {
    observations: [
      {
        name: 'failed',
        value: part,
        text: `${share(part)} of its ${counted(asked, 'request')} ended in a server error${status}${history}.`,
      },
    ],
  };
}
