/** Segments of a path that are kept; what follows is one `{…}`. Bounds the length of a route. */
export const MAX_SEGMENTS = 12;
/** Longer segments are tokens whatever they hold. */
export const MAX_SEGMENT_CHARACTERS = 64;

/**
 * Rules for segments that name one thing among many of a kind (method.md 3.2): the first that matches
 * replaces the segment.
 */
const tokenRules: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: '{uuid}', pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i },
  { name: '{date}', pattern: /^\d{4}-\d{2}(-\d{2})?$|^(19|20)\d{6}$/ },
  { name: '{num}', pattern: /^\d+$/ },
  { name: '{slug}', pattern: /^\d+[-_][\p{L}\d_.~%-]+$/u },
  { name: '{hex}', pattern: /^(?=[a-f]*\d)[0-9a-f]{8,}$/i },
  { name: '{token}', pattern: /^(?=.*\d)(?=.*[A-Z])(?=.*[a-z])[A-Za-z0-9_=-]{16,}$/ },
];

/** A number that stands inside a file name: `{num}` in `page-{num}.html`; versions keep their dots. */
const FILE_NUMBER = /(?<=[-_])\d{2,}(?=\.[a-z]{2,5}$)/;

/**
 * The route of a request target: its path with tokens replaced and the query dropped, `/product/{num}`.
 * An absolute target gives its path; `*` and what is no path stay as they are.
 */
export function routeOf(target: string): string {
  const path = pathOf(target);
  if (!path.startsWith('/')) return path.slice(0, MAX_SEGMENT_CHARACTERS);
  const segments = path.split('/').slice(1);
  const kept = segments.slice(0, MAX_SEGMENTS).map(segmentTemplate);
  if (segments.length > MAX_SEGMENTS) kept.push('{…}');
  return `/${kept.join('/')}`;
}

function pathOf(target: string): string {
  const end = target.search(/[?#;]/);
  const path = end < 0 ? target : target.slice(0, end);
  const authority = /^[a-z]+:\/\/[^/]*/i.exec(path)?.[0];
  if (authority === undefined) return path;
  return path.length === authority.length ? '/' : path.slice(authority.length);
}

function segmentTemplate(segment: string): string {
  const rule = tokenRules.find(({ pattern }) => pattern.test(segment));
  if (rule !== undefined) return rule.name;
  if (segment.length > MAX_SEGMENT_CHARACTERS) return '{token}';
  return segment.replace(FILE_NUMBER, '{num}');
}
