/** Lines without some of their fields, as servers write them whose format lacks these. Undefined of lines that have none. */

/** `address … "request" status bytes`, then referer and agent, and what a format has behind them. */
const COMBINED = /^([^"]*"(?:[^"\\]|\\.)*" \S+ \S+)( "(?:[^"\\]|\\.)*" "(?:[^"\\]|\\.)*")(.*)$/;
const JSON_DURATION = /,"request_time":[\d.]+/;
const JSON_AGENT = /,"http_(?:referer|user_agent)":"(?:[^"\\]|\\.)*"/g;
const SITE_BEFORE = /^\S+:\d+ (?=\S+ \S+ \S+ \[)/;
/** In the place of the identity, as lighttpd's default format has it. */
const SITE_BEHIND = /^(\S+) (?!- )\S+(?= \S+ \[)/;

/** All that stands behind the agent: durations, where there is anything. */
export function withoutDuration(line: string): string | undefined {
  return changed(line, line.replace(COMBINED, '$1$2').replace(JSON_DURATION, ''));
}

/** Without agent and referer: the Common Log Format, and what else the line had. */
export function withoutAgent(line: string): string | undefined {
  return changed(line, line.replace(COMBINED, '$1$3').replaceAll(JSON_AGENT, ''));
}

export function withoutSite(line: string): string | undefined {
  return changed(line, line.replace(SITE_BEFORE, '').replace(SITE_BEHIND, '$1 -'));
}

function changed(line: string, other: string): string | undefined {
  return other === line ? undefined : other;
}
