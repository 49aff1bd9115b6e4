import { combinedLine, type MadeRequest, START_MS } from '../support/made-log.ts';

const SECONDS = 900;
const REQUESTS_PER_SECOND = 48;
/** Makes a log of several segments of few lines, which are read soon. */
const QUERY = `q=${'0123456789abcdef'.repeat(64)}`;

/** What looks like a random number below `below`, and is the same each time. */
function some(at: number, below: number): number {
  return (Math.imul(at + 1, 0x9e3779b1) >>> 5) % below;
}

/** The lines of a log of about 48 MB, in which now and then a request surfaces late, and some lines hold no request. */
export function longLog(): readonly string[] {
  const requests: MadeRequest[] = Array.from({ length: SECONDS * REQUESTS_PER_SECOND }, (_, i) => ({
    client: `198.51.${some(i, 20)}.${some(i + 7, 250)}`,
    timeMs: START_MS + Math.floor(i / REQUESTS_PER_SECOND - (i % 97 ? 0 : some(i, 200))) * 1000,
    path: `/page${some(i, 400)}?${QUERY}${some(i, 1000)}`,
    bytes: 2000 + some(i, 3000),
    agent: `Mozilla/5.0 (X11; rv:${some(i, 60)}.0)`,
  }));
  const lines = requests.map(combinedLine);
  for (let at = 500; at < lines.length; at += 900) lines[at] = `no request ${at}`;
  return lines;
}
