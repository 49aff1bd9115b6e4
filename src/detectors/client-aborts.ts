import { counted, share } from '../report/numbers.ts';
import { sumBetween } from '../statistics/summaries.ts';
import type { Detection, SliceCase } from './detection.ts';
import { quoted } from './quoted.ts';
import { singleSlice } from './single-slice.ts';
import type { SliceFacts } from './slice-facts.ts';
import { timedOutRequests } from './slow-clients.ts';

/** Such a share of aborts is told of slices that are named for another cost, too. */
const NOTABLE_SHARE = 0.2;
/** From this share on the aborts of a slice are time-outs. */
const TIMED_OUT_SHARE = 0.9;

/** Requests that clients gave up, against how often they did before. */
export function clientAborts({ scored, scene, kind, facts }: SliceCase): Detection | 'clear' {
  const { subject } = scored;
  if (subject.status === '408') return 'clear';
  const { from, to } = scene;
  // Of a slice that is named by its status all are; what its route usually has tells more.
  const ofRoute =
    subject.status === undefined ? undefined : singleSlice(scene, 'route', subject.route);
  const slice = ofRoute ?? scored.slice;
  const aborts = scene.activity(slice, 'aborts');
  const requests = scene.activity(slice, 'requests');
  const during = sumBetween(aborts, from, to);
  const asked = sumBetween(requests, from, to);
  const isNamed = kind === 'client-aborts';
  const isNotable = during >= NOTABLE_SHARE * asked && !areTimeOuts(facts, during);
  if (during < 1 || (!isNamed && !isNotable)) return 'clear';
  const before = sumBetween(requests, 0, from);
  const usual = before > 0 ? sumBetween(aborts, 0, from) / before : undefined;
  const history = usual === undefined ? '' : `, ${share(usual)} before`;
  const part = Math.min(1, during / Math.max(during, asked));
  const most = facts.names.client?.most[0];
  const who =
    most !== undefined && most.requests >= facts.requests / 2
      ? ` Half of its requests or more are from ${quoted(most.name)}.`
      : '';
  return {
    observations: [
      {
        name: 'aborted',
        value: part,
        text: `${share(part)} of ${ofRoute === undefined ? 'its' : 'the route’s'} ${counted(asked, 'request')} were given up by the client${history}.${who}`,
      },
    ],
  };
}

/** Aborts that are time-outs are told as those (slow-clients.ts). */
function areTimeOuts(facts: SliceFacts, aborts: number): boolean {
  return timedOutRequests(facts) >= TIMED_OUT_SHARE * aborts;
}
