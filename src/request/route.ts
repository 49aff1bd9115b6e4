import { queryRoute } from './query-route.ts';
import { MAX_SEGMENT_CHARACTERS, segmentTemplate } from './segment.ts';

/** Segments of a path that are kept; what follows is one `{…}`. Bounds the length of a route. */
export const MAX_SEGMENTS = 12;
/** A target is read up to here: more than a path of so many segments can use. */
const MAX_TARGET_CHARACTERS = 8192;

export interface RouteOptions {
  /** Whether the names of a query's parameters belong to the route. Default: false. */
  readonly queryNames?: boolean;
}

/**
 * The route of a request target: its path with tokens replaced, `/product/{num}`; of the query only what chooses the
 * page on sites that have one program for all (`/index.php?page=contact`), and on demand the parameters' names.
 * Double slashes are one, `;jsessionid=…` and other parameters of segments are dropped. An absolute target gives its
 * path; `*` and what is no path stay as they are.
 */
export function routeOf(target: string, { queryNames = false }: RouteOptions = {}): string {
  const { path, query } = partsOf(target.slice(0, MAX_TARGET_CHARACTERS));
  if (!path.startsWith('/')) return path.slice(0, MAX_SEGMENT_CHARACTERS);
  const segments = path.slice(1).split('/');
  const kept = segments.slice(0, MAX_SEGMENTS).map(segmentTemplate);
  if (segments.length > MAX_SEGMENTS) kept.push('{…}');
  return `/${kept.join('/')}${queryRoute(path, query, { queryNames })}`;
}

function partsOf(target: string): { readonly path: string; readonly query: string } {
  const [, authority = '', raw = '', query = ''] =
    /^([a-z][a-z\d+.-]*:\/\/[^/?#]*)?([^?#]*)(?:\?([^#]*))?/i.exec(target) ?? [];
  const path = raw.replace(/;[^/]*/g, '').replace(/\/{2,}/g, '/');
  return { path: authority !== '' && path === '' ? '/' : path, query };
}
