import { basename, resolve } from 'node:path';
import type { ConfiguredLog } from '../../parsers/server-config.ts';
import { rotationOf, withoutCompression } from '../ingest/rotation.ts';

/** What a server puts into the name of a log when it opens it: dates, and variables that only it knows. */
const PLACEHOLDER = /%[-_0^#EO]?[A-Za-z]|\$\{[^}]*\}|\$\w+/g;

/**
 * The logs of a configuration that a file is, as its name tells: those whose path has most of its last parts in
 * common with the file's. The file may be rotated or compressed, and may lie elsewhere than on the server. None
 * where not even the last part is the same.
 */
export function logsNamed<Log extends Pick<ConfiguredLog, 'path'>>(
  path: string,
  logs: readonly Log[],
): readonly Log[] {
  const ranked = logs.map((log) => ({ log, rank: rankOf(resolve(path), log.path) }));
  const best = Math.max(0, ...ranked.map(({ rank }) => rank));
  return best === 0 ? [] : ranked.filter(({ rank }) => rank === best).map(({ log }) => log);
}

/** Parts in common from the end; a name that is the same as it stands goes before one without its rotation. */
function rankOf(path: string, configured: string): number {
  const [name = '', ...folders] = partsFromEnd(path);
  const [configuredName = '', ...configuredFolders] = partsFromEnd(configured);
  const isSame = fits(name, configuredName);
  if (!isSame && !fitsUnrotated(name, configuredName)) return 0;
  const differs = configuredFolders.findIndex((folder, at) => !fits(folders[at] ?? '', folder));
  const common = differs < 0 ? configuredFolders.length : differs;
  return 1 + common + (isSame ? 0.5 : 0);
}

function partsFromEnd(path: string): readonly string[] {
  return path
    .split('/')
    .filter((part) => part !== '')
    .reverse();
}

function fitsUnrotated(name: string, configured: string): boolean {
  return (
    fits(withoutCompression(name), configured) || fits(basename(rotationOf(name).set), configured)
  );
}

function fits(part: string, configured: string): boolean {
  const pieces = configured.split(PLACEHOLDER);
  if (pieces.length === 1) return part === configured;
  const source = pieces.map((piece) => piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('.+');
  return new RegExp(`^${source}$`, 's').test(part);
}
