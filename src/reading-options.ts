import { ExpectedError } from './errors.ts';
import type { Options } from './options.ts';
import type { ReadingOptions } from './report/report.ts';
import { isZone } from './request/local-zone.ts';
import { formatNetwork, type Network, parseNetwork } from './request/network.ts';
import type { NameOptions } from './request/request-names.ts';

/** What a report records of the options, so that its lines are read alike again; undefined for defaults only. */
export function recordedOptions(options: Options): ReadingOptions | undefined {
  const { zone, queryNames, trustedProxies } = options;
  const recorded: ReadingOptions = {
    ...(zone === undefined ? {} : { timeZone: zone }),
    ...(queryNames ? { queryNames } : {}),
    ...(trustedProxies.length === 0 ? {} : { trustedProxies: trustedProxies.map(formatNetwork) }),
  };
  return Object.keys(recorded).length === 0 ? undefined : recorded;
}

/** How requests were named when the report was made. Throws an ExpectedError where it records no network as one. */
export function nameOptions(recorded: ReadingOptions = {}): NameOptions {
  const { queryNames = false, trustedProxies = [] } = recorded;
  return { queryNames, trustedProxies: trustedProxies.map(networkFrom) };
}

function networkFrom(text: string): Network {
  const network = parseNetwork(text);
  if (network !== undefined) return network;
  throw notWritten(`the report trusts the proxy ${text}, which is no network`);
}

/** The zone that logs were read in. Throws an ExpectedError where the report records none as one. */
export function recordedZone({ timeZone }: ReadingOptions = {}): string | undefined {
  if (timeZone === undefined || isZone(timeZone)) return timeZone;
  throw notWritten(`the report was read in ${timeZone}, which is no time zone`);
}

function notWritten(what: string): ExpectedError {
  return new ExpectedError(what, 'give it as culprit wrote it');
}
