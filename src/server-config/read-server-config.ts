import { isMiss, type Miss } from '../../parsers/contract.ts';
import { type CompiledFormat, compileFormat } from '../../parsers/index.ts';
import { rooms as formatRooms } from '../../parsers/rooms.ts';
import type {
  ConfigFiles,
  ConfiguredLog,
  ServerConfig,
  ServerConfigRoom,
} from '../../parsers/server-config.ts';
import { serverConfigRooms } from '../../parsers/server-config-rooms.ts';
import { ExpectedError } from '../errors.ts';
import { diskFiles } from './config-files.ts';

/** A configuration to read, and the host whose it is, where the user said. */
export interface NamedConfig {
  readonly host?: string;
  readonly path: string;
}

/** A log that a configuration writes in a format that can be read. */
export interface ReadableLog extends Omit<ConfiguredLog, 'format'> {
  readonly format: CompiledFormat;
}

/** A configuration that was read. */
export interface ReadConfig extends NamedConfig, Omit<ServerConfig, 'logs'> {
  /** The room of `rooms.ts` whose format strings it holds. */
  readonly server: string;
  readonly logs: readonly ReadableLog[];
}

/** What a reading may be given instead: the files, and the servers that are known. */
export interface ConfigSource {
  readonly files?: ConfigFiles;
  readonly rooms?: readonly ServerConfigRoom[];
}

/** Reads a server's configuration from its main file on. Throws an ExpectedError where it is none that is known. */
export function readServerConfig(
  { path, host }: NamedConfig,
  { files = diskFiles, rooms = serverConfigRooms }: ConfigSource = {},
): ReadConfig {
  const text = files.read(path);
  if (typeof text !== 'string') throw notRead(path, text.reason);
  const room = likest(text, rooms);
  if (room === undefined) throw unknownConfig(path, rooms);
  const config = room.read(path, files);
  if (isMiss(config)) throw notRead(path, config.reason);
  return {
    ...readable(config, room.name),
    path,
    ...(host === undefined ? {} : { host }),
    server: room.name,
  };
}

/** The configuration with its formats compiled; those that cannot be are told in its notes. */
function readable(
  config: ServerConfig,
  server: string,
): Omit<ReadConfig, keyof NamedConfig | 'server'> {
  const notes = new Set(config.notes);
  const logs = config.logs.flatMap((log): ReadableLog[] => {
    const format = compileConfigured(server, log.format);
    if (!isMiss(format)) return [{ ...log, format }];
    notes.add(`${log.directive ?? log.path} has a format that cannot be read: ${format.reason}`);
    return [];
  });
  return { logs, capacities: config.capacities, notes: [...notes] };
}

/** The format under the name of the preset that it is, where it is one. */
function compileConfigured(server: string, text: string): CompiledFormat | Miss {
  const presets = formatRooms.find(({ name }) => name === server)?.presets ?? [];
  const preset = presets.find(({ name, format }) => name === text || format === text);
  return compileFormat(preset?.name ?? `${server}:${text}`);
}

/** The room that knows most of the text; the first of equals. */
function likest(text: string, rooms: readonly ServerConfigRoom[]): ServerConfigRoom | undefined {
  const scored = rooms.map((room) => ({ room, score: room.likeness(text) }));
  const [best] = scored.toSorted((a, b) => b.score - a.score);
  return best === undefined || best.score === 0 ? undefined : best.room;
}

function notRead(path: string, reason: string): ExpectedError {
  return new ExpectedError(
    reason.startsWith('cannot read')
      ? reason.replace(/;.*/s, '')
      : `cannot read ${path}: ${reason}`,
    'name the main file of the server’s configuration with --server-config',
  );
}

function unknownConfig(path: string, rooms: readonly ServerConfigRoom[]): ExpectedError {
  return new ExpectedError(
    `${path} is no configuration of ${rooms.map(({ name }) => name).join(', ')}`,
    'name the main file, like httpd.conf, with --server-config, or give the format with --log-format',
  );
}
