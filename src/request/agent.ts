import { isCrawler, MORE_ROBOTS } from './crawler.ts';

/** User agents are clipped to this many characters before they name a slice. */
export const MAX_AGENT_CHARACTERS = 200;

/** What robots write beside their names: addresses of pages, and of people too. */
const PAGE = /\+?(?:https?:\/\/|www\.)[^\s;,)]+/gi;
const PAGE_OR_MAIL = /\+?(?:https?:\/\/|www\.)[^\s;,)]+|[^\s;,()]+@[^\s;,()]+/gi;
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
 * The name of a user agent: the name alone of a crawler, script or library (`SeekportBot`, `curl`), whose
 * version changes while it stays the same program; for a browser the text.
 */
export function agentName(agent: string): string {
  if (!isCrawler(agent)) return agent.slice(0, MAX_AGENT_CHARACTERS);
  return (robotName(agent) ?? agent).slice(0, MAX_AGENT_CHARACTERS);
}

function robotName(agent: string): string | undefined {
  const text = withoutContact(agent.slice(0, 4 * MAX_AGENT_CHARACTERS));
  const known = MORE_ROBOTS.exec(text)?.[0] ?? ROBOT_TOKEN.exec(text)?.[0];
  if (known !== undefined) return known;
  const introduced = [FIRST.exec(text)?.[0], COMPATIBLE.exec(text)?.[1]];
  return [...introduced, ROBOT_WORDS.exec(text)?.[0], ...(text.match(PRODUCT) ?? [])]
    .filter((name) => name !== undefined)
    .map((name) => name.replace(VERSION_AT_END, ''))
    .find((name) => name !== '' && !BROWSER_PRODUCTS.has(name.toLowerCase()));
}

function withoutContact(text: string): string {
  // To look for the beginning of an address of mail takes long, and without this it has no end.
  return text.replace(text.includes('@') ? PAGE_OR_MAIL : PAGE, ' ');
}
