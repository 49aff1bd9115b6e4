import { basename, dirname, join } from 'node:path';

/** What a log's name tells of its place in a rotated set. */
export interface Rotation {
  /** The set's own name: the path without what rotation and compression added. */
  readonly set: string;
  /** `current` is written to; `numbered` ones are the older the higher; `dated` ones sort by their digits. */
  readonly kind: 'dated' | 'numbered' | 'current';
  /** Digits of the date, or the number; '' for the current log. */
  readonly mark: string;
}

/** Added by logrotate's `compresscmd` and by hand. */
const COMPRESSED = /\.(?:gz|bz2|xz|zst)$/i;

/**
 * What rotation puts into a name: logrotate's `dateext` with any `dateformat`, rotatelogs' and cronolog's dates and
 * seconds since 1970, logrotate's numbers; before the extension too (logrotate's `extension`).
 * https://man7.org/linux/man-pages/man8/logrotate.8.html,
 * https://httpd.apache.org/docs/2.4/programs/rotatelogs.html
 */
const marks: readonly { readonly kind: 'dated' | 'numbered'; readonly pattern: RegExp }[] = [
  {
    kind: 'dated',
    pattern:
      /[-_.](?:19|20)\d\d[-_.]?[01]\d(?:[-_.]?[0-3]\d(?:[-_.T]?[0-2]\d(?:[-_.:]?[0-5]\d){0,2})?)?(?!\d)/,
  },
  { kind: 'dated', pattern: /[-_.]1\d{9}(?!\d)/ },
  { kind: 'numbered', pattern: /\.\d{1,4}(?=$|\.[a-z]+$)/i },
];

/** Reads a path. Every path has a rotation: what carries no mark is the current log of its own set. */
export function rotationOf(path: string): Rotation {
  const name = basename(withoutCompression(path));
  for (const { kind, pattern } of marks) {
    const found = pattern.exec(name)?.[0];
    if (found === undefined || found === name) continue;
    const set = join(dirname(path), name.replace(pattern, ''));
    return { set, kind, mark: found.replace(/\D/g, '') };
  }
  return { set: join(dirname(path), name), kind: 'current', mark: '' };
}

/** The items in the order of their sets' first appearance, each set from its oldest log to the current one. */
export function oldestFirst<Item>(
  items: readonly Item[],
  pathOf: (item: Item) => string,
): readonly Item[] {
  const sets = new Map<string, { readonly item: Item; readonly rotation: Rotation }[]>();
  for (const item of items) {
    const rotation = rotationOf(pathOf(item));
    const members = sets.get(rotation.set) ?? [];
    sets.set(rotation.set, members);
    members.push({ item, rotation });
  }
  return [...sets.values()].flatMap((members) =>
    members.sort((a, b) => compareAge(a.rotation, b.rotation)).map(({ item }) => item),
  );
}

/**
 * Without the compressed twins of logs that are there plain: while logrotate compresses, both lie side by side and
 * their requests would count twice.
 */
export function withoutTwins(paths: readonly string[]): readonly string[] {
  const all = new Set(paths);
  return paths.filter((path) => {
    const plain = withoutCompression(path);
    return plain === path || !all.has(plain);
  });
}

/** The path without the ending that compression adds. */
export function withoutCompression(path: string): string {
  return path.replace(COMPRESSED, '');
}

const KIND_ORDER: Readonly<Record<Rotation['kind'], number>> = {
  dated: 0,
  numbered: 1,
  current: 2,
};

function compareAge(a: Rotation, b: Rotation): number {
  if (a.kind !== b.kind) return KIND_ORDER[a.kind] - KIND_ORDER[b.kind];
  if (a.kind === 'numbered') return Number(b.mark) - Number(a.mark);
  return a.mark < b.mark ? -1 : Number(a.mark > b.mark);
}
