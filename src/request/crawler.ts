import { isbot, list } from 'isbot';
import { requiredLiterals } from './required-literals.ts';
import { TRIGRAM_LENGTH, Trigrams } from './trigrams.ts';

/**
 * Patterns of robots that `isbot` 5.2.3 takes for browsers, of those in the list of crawler-user-agents 1.60.0.
 * https://github.com/monperrus/crawler-user-agents
 */
const morePatterns: readonly string[] = [
  '\\bGTmetrix',
  '\\bTSM-turingos',
  '\\bMiniature\\.io',
  '\\bYLT(?= Chrome)',
];
export const MORE_ROBOTS: RegExp = new RegExp(morePatterns.join('|'));

/** What browsers of people say of themselves: nothing of it tells a robot. */
const ORDINARY_AGENTS: string = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/142.0.0.0 Mobile Safari/537.36 OPR/93.0',
  'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
]
  .join('\n')
  .toLowerCase();

/**
 * A quick look for robots, before the long one: `isbot` has two hundred patterns, which it tries at each character. Those tied to
 * the beginning are tried there; any other has a few characters that an ordinary agent has not, of which one pass finds all.
 */
class RobotSearch {
  readonly #tried: RegExp;
  readonly #pieces: Trigrams;

  constructor(patterns: readonly string[]) {
    const pieces = new Map(patterns.map((pattern) => [pattern, tellingPiece(pattern)]));
    const tried = patterns.filter((pattern) => pieces.get(pattern) === undefined);
    this.#tried = new RegExp(tried.join('|') || '(?!)', 'i');
    this.#pieces = new Trigrams([...pieces.values()].filter((piece) => piece !== undefined));
  }

  /** Whether any pattern may match; if not, none does. */
  mayFind(agent: string): boolean {
    return this.#tried.test(agent) || this.#pieces.mayBeIn(agent);
  }
}

/** A piece of what the pattern asks for which ordinary agents have not; none where it is tied to the beginning anyway. */
function tellingPiece(pattern: string): string | undefined {
  if (pattern.startsWith('^')) return undefined;
  return requiredLiterals(pattern).flatMap(piecesOf).find(isTelling);
}

function piecesOf(literal: string): readonly string[] {
  const pieces = [literal.slice(0, TRIGRAM_LENGTH)];
  for (let at = 1; at <= literal.length - TRIGRAM_LENGTH; at++) {
    pieces.push(literal.slice(at, at + TRIGRAM_LENGTH));
  }
  return pieces;
}

function isTelling(piece: string): boolean {
  return /^\p{ASCII}+$/u.test(piece) && !ORDINARY_AGENTS.includes(piece.toLowerCase());
}

/** Made when the first agent is named: it takes a moment that most commands can do without. */
let search: RobotSearch | undefined;

/** Whether the agent says that it is no browser of a person. */
export function isCrawler(agent: string): boolean {
  search ??= new RobotSearch([...list, ...morePatterns]);
  return search.mayFind(agent) && (isbot(agent) || MORE_ROBOTS.test(agent));
}
