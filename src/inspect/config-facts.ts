import { counted } from '../report/numbers.ts';
import type { ReadConfig } from '../server-config/read-server-config.ts';

/** What a server's configuration says of its logs and limits, one line each. */
export function configFacts({ server, logs, capacities, notes }: ReadConfig): readonly string[] {
  return [
    `configuration of ${server} with ${counted(logs.length, 'access log')}`,
    ...logs.map(({ format, directive, path }) => `log ${directive ?? path}, format ${format.name}`),
    ...capacities.map(({ kind, value, directive }) => `limit ${kind} ${value}: ${directive}`),
    ...notes.map((note) => `note ${note}`),
  ];
}
