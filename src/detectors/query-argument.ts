import { count, counted, share } from '../report/numbers.ts';
import type { Observation } from './detection.ts';
import { quoted } from './quoted.ts';
import type { ArgumentFacts, RouteArguments } from './slice-facts.ts';

/** An argument goes with large responses when so many of them have it, and so few of the others. */
const COMMON_SHARE = 0.9;
const ABSENT_SHARE = 0.1;

/**
 * The argument that makes responses large: a value that they have in common and others have not, a number that is
 * greater in all of them, or a parameter that only the others had. Where all responses are large, what all have in common.
 */
export function triggeringArgument(ofRoute: RouteArguments): Observation | undefined {
  if (ofRoute.large === 0) return undefined;
  const telling = ofRoute.arguments.filter((argument) => isTelling(argument, ofRoute));
  telling.sort((a, b) => (a.telling?.small ?? 0) - (b.telling?.small ?? 0));
  if (telling.length > 0) return byValue(telling, ofRoute);
  for (const argument of ofRoute.arguments) {
    const found = byNumber(argument, ofRoute);
    if (found !== undefined) return found;
  }
  return byAbsence(ofRoute);
}

/** Whether large responses have a value of it in common, and others have not. */
function isTelling({ telling }: ArgumentFacts, { large, small }: RouteArguments): boolean {
  if (telling === undefined || telling.large < COMMON_SHARE * large) return false;
  // With nothing to compare it with, and once, any argument would be the one.
  return telling.small <= ABSENT_SHARE * small && (small > 0 || large > 1);
}

/** Those that tell best, if several do no more than these. */
const MOST_TOLD = 3;

function byValue(
  telling: readonly ArgumentFacts[],
  { large, small }: RouteArguments,
): Observation | undefined {
  const [first] = telling;
  if (first?.telling === undefined) return undefined;
  const least = first.telling;
  const alike = telling.filter((one) => one.telling?.small === least.small).slice(0, MOST_TOLD);
  const names = alike.map((one) => quoted(`${one.name}=${one.telling?.value ?? ''}`));
  const others =
    small === 0
      ? 'there were no others to compare with'
      : `${least.small === 0 ? 'none' : count(least.small)} of the ${counted(small, 'other')}`;
  return {
    name: 'argument',
    value: least.large / large,
    text: `${ofLarge(least.large, large)} ${names.join(' and ')}, ${others}.`,
  };
}

function byNumber(argument: ArgumentFacts, ofRoute: RouteArguments): Observation | undefined {
  const { numbers, name, large } = argument;
  if (numbers === undefined || large < COMMON_SHARE * ofRoute.large) return undefined;
  if (!(numbers.leastOfLarge > numbers.mostOfSmall)) return undefined;
  const parameter = quoted(name);
  return {
    name: 'argument',
    value: numbers.leastOfLarge,
    text: `In ${counted(large, 'large response')} ${parameter} is ${count(numbers.leastOfLarge)} or more, in the others ${count(numbers.mostOfSmall)} at most.`,
  };
}

function byAbsence({ arguments: all, large, small }: RouteArguments): Observation | undefined {
  const missed = all.find(
    (argument) =>
      small > 0 && argument.small >= COMMON_SHARE * small && argument.large <= ABSENT_SHARE * large,
  );
  if (missed === undefined) return undefined;
  return {
    name: 'argument',
    value: missed.small / small,
    text: `${share(missed.small / small)} of the other requests have ${quoted(missed.name)}, ${missed.large === 0 ? 'none' : count(missed.large)} of the large ones.`,
  };
}

function ofLarge(having: number, large: number): string {
  if (large === 1) return 'The large response has';
  return `${having === large ? 'All' : count(having)} of the ${count(large)} large responses have`;
}
