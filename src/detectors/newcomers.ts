import { newcomersOf } from '../analysis/new-names.ts';
import { count, counted } from '../report/numbers.ts';
import { type Newable, newIn } from '../rollup/derived.ts';
import type { Detection, SliceCase } from './detection.ts';

const nouns: Readonly<Record<Newable, string>> = {
  client: 'client',
  agent: 'User-Agent',
  route: 'page',
};

/** Those who came for the first time: how many they were, and what newcomers usually ask for. */
export function newcomers({ scored, scene }: SliceCase): Detection | 'clear' | 'no-data' {
  const dimension = newIn(scored.subject);
  if (dimension === undefined) return 'clear';
  const found = newcomersOf(scene, dimension);
  if (found === undefined) return 'no-data';
  const { names, requests, usual, most } = found;
  return {
    observations: [
      {
        name: 'newcomers',
        value: names,
        text: `${counted(names, nouns[dimension])} that these logs did not have before had ${counted(requests, 'request')} in the incident; in as long a time before it new ones had ${count(usual)} on average, ${count(most)} at most.`,
      },
    ],
  };
}
