import type { Miss } from './contract.ts';

/**
 * What every reader of a server's own configuration gives and takes. A room stays a leaf: files that a
 * configuration includes are asked for through `ConfigFiles`.
 */

/** The files that a configuration may include, as the caller can reach them. */
export interface ConfigFiles {
  /** The text of a file, or why it cannot be had. */
  read(path: string): string | Miss;
  /** What matches a shell pattern, sorted, folders too; a path without wildcards is itself where it is there. */
  list(pattern: string): readonly string[];
}

/** One access log that a configuration writes. */
export interface ConfiguredLog {
  /** The file as the server would open it, made absolute where the configuration says how. */
  readonly path: string;
  /** A format string for the room of the same name, or the name of one of its presets. */
  readonly format: string;
  /** The virtual host that writes it, where it is one's own. */
  readonly vhost?: string;
  /** The directive that names it as it stands, and where: `CustomLog logs/access_log common (httpd.conf:12)`. */
  readonly directive?: string;
}

/** The resource that a directive bounds. */
export type CapacityKind = 'workers' | 'connections';

/** A level that the server cannot pass. */
export interface ConfiguredCapacity {
  readonly kind: CapacityKind;
  readonly value: number;
  /** The directives that make it, as they stand: `ServerLimit 8 x ThreadsPerChild 25`. */
  readonly directive: string;
}

export interface ServerConfig {
  /** In the order of the configuration. */
  readonly logs: readonly ConfiguredLog[];
  readonly capacities: readonly ConfiguredCapacity[];
  /** One line each, for people: an include that is missing, a format that no one defined, a default that was taken. */
  readonly notes: readonly string[];
}

/** Reads the configuration of one server. */
export interface ServerConfigRoom {
  /** The room of `rooms.ts` whose format strings the configuration holds. */
  readonly name: string;
  /** How much the text of a main file looks like this server's: 0 for not at all, else the directives known. */
  likeness(text: string): number;
  /** Reads a configuration from its main file on. Never throws; includes are followed to a depth that ends. */
  read(path: string, files: ConfigFiles): ServerConfig | Miss;
}
