import { queryRoute } from './query-route.ts';
import { segmentTemplate, staysAsIs } from './segment.ts';
import { MAX_SEGMENT_CHARACTERS, makeupOf } from './segment-makeup.ts';

/** Segments of a path that are kept; what follows is one `{…}`. Bounds the length of a route. */
export const MAX_SEGMENTS = 12;
/** A target is read up to here: more than a path of so many segments can use. */
export const MAX_TARGET_CHARACTERS = 8192;

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
  const route = pathRoute(path);
  return query === '' ? route : route + queryRoute(path, query, { queryNames });
}

/** The route of a path that begins with a slash; its segments that stay are copied together. */
function pathRoute(path: string): string {
  let route = '';
  let copied = 0;
  let start = 1;
  for (let count = 0; start <= path.length; count++) {
    if (count === MAX_SEGMENTS) return `${route + path.slice(copied, start)}{…}`;
    const slash = path.indexOf('/', start);
    const end = slash < 0 ? path.length : slash;
    const makeup = makeupOf(path, start, end);
    if (!staysAsIs(makeup)) {
      route += path.slice(copied, start) + segmentTemplate(path.slice(start, end), makeup);
      copied = end;
    }
    start = end + 1;
  }
  return copied === 0 ? path : route + path.slice(copied);
}

interface TargetParts {
  readonly path: string;
  readonly query: string;
}

/** What has more to it than a path in its normal form and a query. */
const IRREGULAR = /^[^/]|[;#]|\/\//;
const ABSOLUTE = /^([a-z][a-z\d+.-]*:\/\/[^/?#]*)?([^?#]*)(?:\?([^#]*))?/i;

function partsOf(target: string): TargetParts {
  if (IRREGULAR.test(target)) return irregularParts(target);
  const mark = target.indexOf('?');
  if (mark < 0) return { path: target, query: '' };
  return { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

function irregularParts(target: string): TargetParts {
  const [, authority = '', raw = '', query = ''] = ABSOLUTE.exec(target) ?? [];
  const path = raw.replace(/;[^/]*/g, '').replace(/\/{2,}/g, '/');
  return { path: authority !== '' && path === '' ? '/' : path, query };
}
