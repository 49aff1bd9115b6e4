import { isMiss } from '../../parsers/contract.ts';
import type { ServerConfig, ServerConfigRoom } from '../../parsers/server-config.ts';
import { configTree } from './config-tree.ts';

/** Reads a configuration that must be one. */
export function readConfig(
  room: ServerConfigRoom,
  main: string,
  files: Readonly<Record<string, string>>,
): ServerConfig {
  const config = room.read(main, configTree(files));
  if (isMiss(config)) throw new Error(config.reason);
  return config;
}

/** Path, format and virtual host of each log. */
export function logsOf({ logs }: ServerConfig): readonly (readonly string[])[] {
  return logs.map(({ path, format, vhost }) => [path, format, ...(vhost ? [vhost] : [])]);
}

/** The value of each capacity with the directives that make it. */
export function capacitiesOf({ capacities }: ServerConfig): readonly string[] {
  return capacities.map(({ kind, value, directive }) => `${value} ${kind}: ${directive}`);
}
