import { isAllGivenUp } from '../analysis/given-up.ts';
import { counted } from '../report/numbers.ts';
import type { Detection, Observation, SliceCase } from './detection.ts';
import { quoted } from './quoted.ts';
import type { NamedRequests, NameTally } from './slice-facts.ts';

/** Routes that are told by name. */
const MOST_TOLD = 4;

const meanings: Readonly<Record<string, string>> = {
  '499':
    'nginx logs 499 where the client hangs up before there is an answer: each of these requests lasted until then, whatever the log tells of durations.',
  '504':
    'A gateway answers 504 where the server behind it does not in time: each of these requests lasted until then, whatever the log tells of durations.',
};

/** Requests that are told by their status alone, since somebody waited for them in vain: what that says, and what they were for. */
export function givenUp({ scored, facts }: SliceCase): Detection | 'clear' | 'no-data' {
  const { subject } = scored;
  const meaning = meanings[subject.status ?? ''];
  if (!isAllGivenUp(subject) || meaning === undefined) return 'clear';
  const { requests } = facts;
  const observations: Observation[] = [{ name: 'given-up', value: requests, text: meaning }];
  const routes = facts.names.route;
  if (routes !== undefined) {
    observations.push({ name: 'routes', value: routes.different, text: whatFor(routes) });
  }
  return { observations };
}

function whatFor({ different, isMore, most }: NameTally): string {
  const told = most.slice(0, MOST_TOLD);
  const list = told.map(withCount).join(', ');
  if (different === told.length && !isMore) return `They were for ${list}.`;
  const atLeast = isMore ? 'at least ' : '';
  return `They were for ${atLeast}${counted(different, 'route')}, most for ${list}.`;
}

function withCount({ name, requests }: NamedRequests): string {
  return `${quoted(name)} (${counted(requests, 'time')})`;
}
