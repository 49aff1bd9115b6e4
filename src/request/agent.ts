import { isbot } from 'isbot';

/** User agents are clipped to this many characters before they name a slice. */
export const MAX_AGENT_CHARACTERS = 200;

/** What robots write beside their names: addresses of pages and people. */
const CONTACT = /\+?(?:https?:\/\/|www\.)[^\s;,)]+|[^\s;,()]+@[^\s;,()]+/gi;
/** A product token (RFC 9110, 10.1.5) whose name says robot: `Googlebot/2.1`, `MJ12bot/v1.4.8`. */
const ROBOT_TOKEN =
  /[\w.-]*(?:\wbot|bot-\w|\wcrawler|\wspider|slurp|\warchiver|facebookexternalhit)\b[\w.-]*/i;
/** A name of two words: `Speedy Spider`, `Kangaroo Bot`. */
const ROBOT_WORDS = /[\w.-]+ (?:bot|crawler|spider|robot)\b/i;
/** The name at the beginning, or after `compatible;`, which is where crawlers introduce themselves. */
const FIRST = /^[\w.-]+(?: (?:bot|crawler|spider)\b)?(?=\/| \(|$)/i;
const COMPATIBLE = /compatible[;,]\s*([\w.-]+(?: (?:bot|crawler|spider)\b)?)/i;
const PRODUCT = /(?<![\w.-])[a-z][\w.-]*(?=\/v?\d)/gi;
const VERSION_AT_END = /[-_.]?v?\d[\d.]*$/i;

/** Products that browsers name, and that robots name to look like them. */
const BROWSER_PRODUCTS: ReadonlySet<string> = new Set(
  'mozilla applewebkit khtml gecko chrome safari version mobile firefox edg opr msie trident windows'.split(
    ' ',
  ),
);

/**
 * Robots that `isbot` 5.2.3 takes for browsers, of those in the list of crawler-user-agents 1.60.0.
 * https://github.com/monperrus/crawler-user-agents
 */
const MORE_ROBOTS = /\b(?:GTmetrix|TSM-turingos|Miniature\.io|YLT(?= Chrome))/;

/**
 * The name of a user agent: the name alone of a crawler, script or library (`SeekportBot`, `curl`), whose
 * version changes while it stays the same program; for a browser the text.
 */
export function agentName(agent: string): string {
  if (!isCrawler(agent)) return agent.slice(0, MAX_AGENT_CHARACTERS);
  return (robotName(agent) ?? agent).slice(0, MAX_AGENT_CHARACTERS);
}

/** Whether the agent says that it is no browser of a person. */
export function isCrawler(agent: string): boolean {
  return isbot(agent) || MORE_ROBOTS.test(agent);
}

function robotName(agent: string): string | undefined {
  const text = agent.slice(0, 4 * MAX_AGENT_CHARACTERS).replace(CONTACT, ' ');
  const known = MORE_ROBOTS.exec(text)?.[0] ?? ROBOT_TOKEN.exec(text)?.[0];
  if (known !== undefined) return known;
  const introduced = [FIRST.exec(text)?.[0], COMPATIBLE.exec(text)?.[1]];
  return [...introduced, ROBOT_WORDS.exec(text)?.[0], ...(text.match(PRODUCT) ?? [])]
    .filter((name) => name !== undefined)
    .map((name) => name.replace(VERSION_AT_END, ''))
    .find((name) => name !== '' && !BROWSER_PRODUCTS.has(name.toLowerCase()));
}
