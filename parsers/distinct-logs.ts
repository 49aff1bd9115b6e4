import type { ConfiguredLog } from './server-config.ts';

/** One entry for each file and format; a virtual host is told only where no other writes the same. */
export function distinctLogs(logs: readonly ConfiguredLog[]): readonly ConfiguredLog[] {
  const distinct = new Map<string, ConfiguredLog>();
  for (const log of logs) {
    const key = JSON.stringify([log.path, log.format]);
    const first = distinct.get(key);
    if (first === undefined) distinct.set(key, log);
    else if (first.vhost !== log.vhost) {
      const { vhost: _, ...rest } = first;
      distinct.set(key, rest);
    }
  }
  return [...distinct.values()];
}

/** Notes of files that several formats are written to: lines of one are none of another. */
export function mixedFiles(logs: readonly ConfiguredLog[]): readonly string[] {
  const formats = new Map<string, Set<string>>();
  for (const { path, format } of logs) {
    const known = formats.get(path) ?? new Set<string>();
    formats.set(path, known.add(format));
  }
  return [...formats]
    .filter(([, { size }]) => size > 1)
    .map(([path, { size }]) => `${path}: lines of ${size} formats`);
}
