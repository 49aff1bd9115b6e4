import { isAbsolute, join } from 'node:path/posix';

/** Where a configuration lies, and where it says that it does. */
export interface ConfigPlace {
  /** The folder of the main file. */
  readonly folder: string;
  /** The argument of `ServerRoot`, where there is one. */
  readonly serverRoot: string | undefined;
}

/**
 * Where a file that a configuration names may lie, the likeliest first. Relative paths are of the server's root. The
 * configuration may be a copy of another machine's: then files of its root are looked for beside the copy.
 */
export function placesOf(path: string, { folder, serverRoot }: ConfigPlace): readonly string[] {
  const around = (name: string): readonly string[] => [
    join(folder, name),
    join(folder, '..', name),
  ];
  if (!isAbsolute(path)) {
    const root = serverRoot === undefined ? undefined : copiedRoot(folder, serverRoot);
    return root === undefined
      ? around(path)
      : [join(root, serverRoot ?? '', path), ...around(path)];
  }
  if (serverRoot === undefined) return [path];
  const root = copiedRoot(folder, serverRoot);
  if (root !== undefined) return [join(root, path)];
  const rest = below(path, serverRoot);
  return rest === undefined ? [path] : [...around(rest), path];
}

/** The files that tell the server's environment, by the folder of the main file: Debian's, and that of httpd's own layout. */
export function environmentPlaces(folder: string): readonly string[] {
  return ['envvars', '../envvars', '../bin/envvars'].map((name) => join(folder, name));
}

/** A path as the server would open it; relative to what is not known where it does not say. */
export function serverPath(path: string, serverRoot: string | undefined): string {
  return isAbsolute(path) || serverRoot === undefined ? path : join(serverRoot, path);
}

/** The path under which a machine's root was copied: `/tmp/copy` for `/tmp/copy/etc/httpd/conf` and `/etc/httpd`. */
function copiedRoot(folder: string, serverRoot: string): string | undefined {
  const root = join(serverRoot, '/');
  if (root === '/') return root;
  const at = join(folder, '/').lastIndexOf(root);
  if (at < 0 || !isAbsolute(serverRoot)) return undefined;
  return at === 0 ? '/' : folder.slice(0, at);
}

function below(path: string, folder: string): string | undefined {
  const start = join(folder, '/');
  return path.startsWith(start) ? path.slice(start.length) : undefined;
}
