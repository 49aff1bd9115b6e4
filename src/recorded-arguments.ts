import { PIPE } from './ingest/inputs.ts';
import { isEndpoint } from './live/addresses.ts';
import type { RawOptions } from './raw-options.ts';

/** The options that decide what a report says, as they are typed; the others say where and how it is written. */
const deciding = {
  host: '--host',
  logFormat: '--log-format',
  serverConfig: '--server-config',
  limit: '--limit',
  from: '--from',
  to: '--to',
  at: '--at',
  alert: '--alert',
  tz: '--tz',
  trustedProxy: '--trusted-proxy',
  queryNames: '--query-names',
  top: '--top',
  metrics: '--metrics',
} as const satisfies Partial<Record<keyof RawOptions, string>>;

/** What to type behind `culprit` for the same report, without the passwords of addresses. */
export function recordedArguments(inputs: readonly string[], raw: RawOptions): readonly string[] {
  const isPiped = inputs.length === 0 && (raw.host ?? []).length === 0;
  const options = Object.entries(deciding).flatMap(([name, flag]) =>
    option(flag, raw[name as keyof typeof deciding]),
  );
  return [...(isPiped ? [PIPE] : inputs.map(notAnOption)), ...options];
}

function option(flag: string, value: RawOptions[keyof typeof deciding]): readonly string[] {
  if (value === undefined || value === false) return [];
  if (value === true) return [flag];
  if (typeof value === 'string') return [flag, value];
  // Only this one takes several values behind itself; it stands last.
  if (flag === deciding.metrics) return value.length === 0 ? [] : [flag, ...value.map(withoutUser)];
  return value.flatMap((one) => [flag, one]);
}

function notAnOption(path: string): string {
  return path.startsWith('-') && path !== PIPE ? `./${path}` : path;
}

/** `http://user:password@host` as `http://host`. */
function withoutUser(path: string): string {
  return isEndpoint(path) ? path.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1') : path;
}
