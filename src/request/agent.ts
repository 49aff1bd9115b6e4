import { isbot } from 'isbot';

/** User agents are clipped to this many characters before they name a slice. */
export const MAX_AGENT_CHARACTERS = 200;

/** A product token (RFC 9110, 10.1.5) whose name says robot: `Googlebot/2.1`, `MJ12bot/v1.4.8`. */
const CRAWLER_TOKEN = /[\w.-]*(?:bot|crawler|spider|slurp|archiver|facebookexternalhit)\b[\w.-]*/i;
/** The name after `compatible;`, which is where crawlers introduce themselves. */
const COMPATIBLE = /compatible;\s*([\w.-]+)/i;
const FIRST_PRODUCT = /^([\w.-]+)/;

/**
 * The name of a user agent: the name alone of a crawler, script or library (`SeekportBot`, `curl`), whose
 * version changes while it stays the same program; for a browser the text.
 */
export function agentName(agent: string): string {
  if (!isCrawler(agent)) return agent.slice(0, MAX_AGENT_CHARACTERS);
  const name =
    CRAWLER_TOKEN.exec(agent)?.[0] ?? COMPATIBLE.exec(agent)?.[1] ?? FIRST_PRODUCT.exec(agent)?.[1];
  return name === undefined || /^mozilla$/i.test(name)
    ? agent.slice(0, MAX_AGENT_CHARACTERS)
    : name;
}

/** Whether the agent says that it is no browser of a person. */
export function isCrawler(agent: string): boolean {
  return isbot(agent);
}
