import { type LineToken, type TokenisedLine, tokensOf } from './line-tokens.ts';

/** Lines of a sample from which a format is guessed, spread over it evenly. */
export const GUESSED_LINES = 12;
/** Longer lines are not guessed from. */
const MAX_GUESSED_BYTES = 4096;

const ADDRESS = String.raw`(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-fA-F]{0,4}(?::[\da-fA-F]{0,4}){2,7})`;
const SECONDS = String.raw`\d+\.\d{3}`;

/** What a token is taken for, by its looks and by what stands before it in the line. */
interface Rule {
  /** nginx' variable. */
  readonly variable: string;
  readonly kinds: string;
  readonly looks: RegExp;
  /** Variables one of which must stand before it. */
  readonly after?: readonly string[];
}

/**
 * In the order in which servers' own formats have them: of two quoted dashes behind a request the first is the
 * referer. Each is taken once.
 */
const rules: readonly Rule[] = [
  {
    variable: 'time_local',
    kinds: 'bracketed quoted',
    looks: /^\d\d\/[A-Z][a-z]{2}\/\d{4}(?::\d\d){3} [+-]\d{4}$/,
  },
  {
    variable: 'time_iso8601',
    kinds: 'bracketed quoted bare',
    looks: /^\d{4}-\d\d-\d\dT\d\d(?::\d\d){2}(?:Z|[+-]\d\d:?\d\d)$/,
  },
  { variable: 'msec', kinds: 'bracketed bare', looks: /^\d{10}\.\d{3}$/ },
  { variable: 'request', kinds: 'quoted', looks: /^[A-Z-]{3,20} \S.* HTTP\/\d/ },
  {
    variable: 'request_method',
    kinds: 'quoted bare',
    looks: /^(?:GET|HEAD|POST|PUT|DELETE|OPTIONS|PATCH)$/,
  },
  { variable: 'server_protocol', kinds: 'quoted bare', looks: /^HTTP\/\d/ },
  { variable: 'request_uri', kinds: 'quoted bare', looks: /^\//, after: ['request_method'] },
  {
    variable: 'remote_addr',
    kinds: 'quoted bare bracketed',
    looks: new RegExp(`^${ADDRESS}$`),
  },
  {
    variable: 'status',
    kinds: 'quoted bare',
    looks: /^[1-5]\d\d$/,
    after: ['time_local', 'time_iso8601', 'msec', 'request'],
  },
  { variable: 'body_bytes_sent', kinds: 'quoted bare', looks: /^(?:\d+|-)$/, after: ['status'] },
  { variable: 'request_time', kinds: 'quoted bare bracketed', looks: new RegExp(`^${SECONDS}$`) },
  {
    variable: 'upstream_response_time',
    kinds: 'quoted bare bracketed',
    looks: new RegExp(`^${SECONDS}(?:(?:, | : )(?:${SECONDS}|-))*$`),
  },
  {
    variable: 'http_referer',
    kinds: 'quoted',
    looks: /^(?:-|[a-z-]+:\/\/.*)$/,
    after: ['request', 'request_uri'],
  },
  {
    variable: 'http_user_agent',
    kinds: 'quoted',
    looks: /^(?:-|.*[A-Za-z].*)$/,
    after: ['http_referer'],
  },
  {
    variable: 'http_x_forwarded_for',
    kinds: 'quoted',
    looks: new RegExp(`^(?:-|${ADDRESS}(?:, ?${ADDRESS})*)$`),
    after: ['http_user_agent'],
  },
];

/** Names that people put in front of values, beside those of the variables themselves. */
const labels: Readonly<Record<string, string>> = {
  rt: 'request_time',
  urt: 'upstream_response_time',
  time: 'time_iso8601',
  method: 'request_method',
  uri: 'request_uri',
  bytes: 'body_bytes_sent',
  host: 'host',
  referer: 'http_referer',
  agent: 'http_user_agent',
  ua: 'http_user_agent',
  xff: 'http_x_forwarded_for',
};
const known: ReadonlySet<string> = new Set([
  ...rules.map(({ variable }) => variable),
  'bytes_sent',
  'request_length',
  'host',
  'http_host',
  'remote_user',
]);

/** httpd's directives for the same; where there is none, httpd cannot have written the line. */
const directives: Readonly<Record<string, string>> = {
  host: '%V',
  remote_addr: '%h',
  ident: '%l',
  remote_user: '%u',
  request: '%r',
  status: '%>s',
  body_bytes_sent: '%b',
  http_referer: '%{Referer}i',
  http_user_agent: '%{User-Agent}i',
  http_x_forwarded_for: '%{X-Forwarded-For}i',
};

/**
 * Formats that lines may have for which there is no preset, as `compileFormat` takes them: of nginx, and of httpd
 * where it can have written them. Each explains one line of the sample at least: its time, its request and its status.
 */
export function guessFormats(lines: readonly Uint8Array[]): readonly string[] {
  const decoder = new TextDecoder('latin1');
  const usable = lines.filter(({ length }) => length > 0 && length <= MAX_GUESSED_BYTES);
  const step = Math.max(1, Math.floor(usable.length / GUESSED_LINES));
  const chosen = usable.filter((_, index) => index % step === 0).slice(0, GUESSED_LINES);
  return [...new Set(chosen.flatMap((line) => formatsOf(decoder.decode(line))))];
}

function formatsOf(line: string): readonly string[] {
  const tokenised = tokensOf(line);
  if (tokenised === undefined || line.includes('$')) return [];
  const variables = variablesOf(tokenised.tokens);
  const has = (...names: readonly string[]): boolean =>
    names.some((name) => variables.includes(name));
  const isRequest =
    has('time_local', 'time_iso8601', 'msec') && has('request', 'request_uri') && has('status');
  if (!isRequest) return [];
  const formats = [`nginx:${printed(tokenised, variables, (name) => `$${name}`)}`];
  const isOfApache = variables.every(
    (name) => name in directives || isMade(name) || name === 'time_local',
  );
  if (isOfApache && !line.includes('%'))
    formats.unshift(`apache:${apacheFormat(tokenised, variables)}`);
  return formats;
}

const MADE = /^field\d+$/;
const isMade = (name: string): boolean => MADE.test(name);

/** One variable for each token; names of its own for those that tell nothing. */
function variablesOf(tokens: readonly LineToken[]): readonly string[] {
  const variables: string[] = [];
  for (const [index, token] of tokens.entries()) {
    const variable = labelled(token) ?? ruled(token, variables);
    const isTaken = variable === undefined || variables.includes(variable);
    variables.push(isTaken ? `field${index + 1}` : variable);
  }
  return withUser(withHost(variables));
}

function labelled({ label = '' }: LineToken): string | undefined {
  const name = label.toLowerCase().replaceAll('-', '_');
  return labels[name] ?? (known.has(name) ? name : undefined);
}

function ruled(token: LineToken, before: readonly string[]): string | undefined {
  if (token.label !== undefined) return undefined;
  const rule = rules.find(
    ({ variable, kinds, looks, after }) =>
      !before.includes(variable) &&
      kinds.includes(token.kind) &&
      looks.test(token.text) &&
      (after === undefined || after.some((name) => before.includes(name))),
  );
  return rule?.variable;
}

/** Between the address and the time stand, as everywhere, identd's name and the user's. */
function withUser(variables: readonly string[]): readonly string[] {
  const time = variables.indexOf('time_local');
  const isUsual = variables[time - 3] === 'remote_addr' && isMade(variables[time - 2] ?? '');
  return isUsual ? variables.with(time - 2, 'ident').with(time - 1, 'remote_user') : variables;
}

/** A word before the address is the host that was asked for. */
function withHost(variables: readonly string[]): readonly string[] {
  const isUsual = isMade(variables[0] ?? '') && variables[1] === 'remote_addr';
  return isUsual ? variables.with(0, 'host') : variables;
}

const opening = { bare: '', quoted: '"', bracketed: '[' } as const;
const closing = { bare: '', quoted: '"', bracketed: ']' } as const;

function printed(
  { tokens, rest }: TokenisedLine,
  variables: readonly string[],
  print: (variable: string) => string,
): string {
  const fields = tokens.map(({ kind, before }, index) => {
    const variable = print(variables[index] ?? '');
    return `${before}${opening[kind]}${variable}${closing[kind]}`;
  });
  return fields.join('') + rest;
}

/** `%t` brings its own brackets. */
function apacheFormat(line: TokenisedLine, variables: readonly string[]): string {
  const print = (name: string): string =>
    directives[name] ?? (name === 'time_local' ? '%t' : `%{${name}}n`);
  return printed(line, variables, print).replace('[%t]', '%t');
}
