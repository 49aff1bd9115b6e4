import type { StatedCapacity } from '../series/stated-capacity.ts';
import type { ReadConfig } from './read-server-config.ts';

/** The limits that a configuration states. */
export function configuredCapacities(config: ReadConfig): readonly StatedCapacity[] {
  const { capacities, host, server } = config;
  return capacities.map(({ kind, value, directive }) => ({
    role: kind,
    value,
    source: 'configuration',
    text: directive,
    ...(host === undefined ? {} : { host }),
    server,
  }));
}
