import type { CulpritKind } from '../analysis/culprit-kind.ts';
import { counted, share } from '../report/numbers.ts';
import type { Detection, SliceCase } from './detection.ts';
import { quoted } from './quoted.ts';
import type { ArgumentFacts } from './slice-facts.ts';

/** Fewer may differ by chance. */
const LEAST_REQUESTS = 50;
/** A parameter busts caches when nearly every request has it, with a value that hardly another one has… */
const CARRIED_SHARE = 0.9;
const DIFFERENT_SHARE = 0.9;
/** …and that nobody would type: what people search for is words. */
const OPAQUE_SHARE = 0.9;
/** Item numbers differ as well where each client reads one page: here each asks again. */
const LEAST_PER_CLIENT = 5;

/** Kinds of slices that say nothing of caches, whatever their arguments are: a feed is asked with the time of the last time. */
const OTHER_KINDS: ReadonlySet<CulpritKind> = new Set([
  'steady-growth',
  'upload',
  'client-aborts',
  'saturation',
]);

/** Ever new values of one parameter at one route, so that no cache has the answer. */
export function cacheBusting({ facts, kind, scored }: SliceCase): Detection | 'clear' | 'no-data' {
  if (scored.subject.route === undefined || OTHER_KINDS.has(kind)) return 'clear';
  const { targets, clients } = facts;
  if (targets === undefined || clients === undefined) return 'no-data';
  if (targets.read < LEAST_REQUESTS || facts.requests < LEAST_PER_CLIENT * clients) return 'clear';
  const found = targets.arguments.find((argument) => isBusting(argument, targets.read));
  if (found === undefined) return 'clear';
  const part = found.values / found.requests;
  return {
    pattern: 'cache-busting',
    observations: [
      {
        name: 'new-values',
        value: part,
        text: `${quoted(found.name)} has ${found.isMore ? 'more than ' : ''}${counted(found.values, 'value')} in ${counted(found.requests, 'request')}: ${share(part)} of them are new ones, and no cache can have the answer.`,
      },
    ],
  };
}

function isBusting({ requests, values, opaque }: ArgumentFacts, read: number): boolean {
  return (
    requests >= CARRIED_SHARE * read &&
    values >= DIFFERENT_SHARE * requests &&
    opaque >= OPAQUE_SHARE * requests
  );
}
