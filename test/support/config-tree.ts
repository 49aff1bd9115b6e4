import type { ConfigFiles } from '../../parsers/server-config.ts';

/** Configuration files in memory, by path; folders are those that paths name. */
export function configTree(texts: Readonly<Record<string, string>>): ConfigFiles {
  const folders = Object.keys(texts).flatMap((path) => {
    const parts = path.split('/');
    return parts.slice(1, -1).map((_, at) => parts.slice(0, at + 2).join('/'));
  });
  const paths = [...new Set([...Object.keys(texts), ...folders])].sort();
  return {
    read: (path) =>
      texts[path] ?? { reason: paths.includes(path) ? 'it is a folder' : 'not there' },
    list: (pattern) => {
      const source = pattern.replace(/[\\^$.+()[\]{}|]/g, '\\$&').replaceAll('*', '[^/]*');
      return paths.filter((path) => new RegExp(`^${source}$`).test(path));
    },
  };
}
