/** Parameter names of a query that are kept, sorted, and the longest name. */
export const MAX_QUERY_NAMES = 8;
export const MAX_QUERY_NAME_CHARACTERS = 32;
/** Parts of a query that are looked at. */
const MAX_PARAMETERS = 64;

/** Endings of pages and programs that serve a whole site, told apart by their query; in any case. */
export const programEndings: readonly string[] = [
  ...['php', 'phtml', 'cgi', 'fcgi', 'pl', 'py', 'asp', 'aspx', 'jsp', 'do', 'cfm'],
  ...Array.from({ length: 10 }, (_, version) => `php${version}`),
];
const PROGRAM_ENDING = new RegExp(`^(?:${programEndings.join('|')})$`, 'i');

/**
 * Parameters whose value says what such a page does, most telling first: hand-written sites, OpenCart
 * (https://docs.opencart.com/en-gb/developer/), Yii (https://www.yiiframework.com/doc/guide/2.0/en/runtime-routing),
 * Joomla (https://docs.joomla.org/Search_Engine_Friendly_URLs), WordPress' admin-ajax.php
 * (https://developer.wordpress.org/plugins/javascript/ajax/).
 */
export const routeParameters: readonly string[] = [
  'page',
  'route',
  'r',
  'option',
  'view',
  'controller',
  'module',
  'mod',
  'section',
  'action',
  'act',
  'do',
  'task',
  'cmd',
  'op',
  'mode',
];

/** A word or a path of words, as programmers name things; numbers are pages of a list. */
const ROUTE_VALUE = /^[a-z][a-z_./-]*(?:\d{1,2})?$/i;
const MAX_ROUTE_VALUE_CHARACTERS = 40;

/**
 * What of a query belongs to a route, with its `?`, or '': the telling parameters of a front controller
 * (`?option=com_content&view=article`), and the names of all others when they are asked for.
 */
export function queryRoute(
  path: string,
  query: string,
  { queryNames }: { readonly queryNames: boolean },
): string {
  if (query === '') return '';
  const telling = isFrontController(path) && mayTell(query) ? tellingOf(query) : [];
  const parts = queryNames ? [...telling, ...namesBeside(telling, query)] : telling;
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** Whether a path is that of a folder, whose index serves it, or of a program. */
function isFrontController(path: string): boolean {
  const dot = path.lastIndexOf('.');
  const slash = path.lastIndexOf('/');
  if (slash === path.length - 1) return true;
  return dot > slash && PROGRAM_ENDING.test(path.slice(dot + 1));
}

const ROUTE_PARAMETER = new RegExp(`(?:^|&)(?:${routeParameters.join('|')})=`);

/** Whether any parameter has a telling name: most queries need no closer look. */
function mayTell(query: string): boolean {
  return ROUTE_PARAMETER.test(query);
}

/** By name its place in `routeParameters`. */
const places: ReadonlyMap<string, number> = new Map(
  routeParameters.map((name, place) => [name, place]),
);

/** The parameters that choose the page, `name=value`, most telling first; of those with one name the first. */
function tellingOf(query: string): readonly string[] {
  const values: (string | undefined)[] = [];
  for (const parameter of query.split('&', MAX_PARAMETERS)) {
    const place = places.get(nameOf(parameter));
    if (place !== undefined) values[place] ??= writtenValue(parameter);
  }
  const telling: string[] = [];
  for (let place = 0; place < values.length; place++) {
    const value = values[place];
    if (value !== undefined && isRouteValue(value)) {
      telling.push(`${routeParameters[place]}=${value}`);
    }
  }
  return telling;
}

function nameOf(parameter: string): string {
  const equals = parameter.indexOf('=');
  return equals < 0 ? parameter : parameter.slice(0, equals);
}

function writtenValue(parameter: string): string {
  const equals = parameter.indexOf('=');
  const value = equals < 0 ? '' : parameter.slice(equals + 1);
  return value.includes('%') ? value.replaceAll(/%2f/gi, '/') : value;
}

function isRouteValue(value: string): boolean {
  return (
    value.length <= MAX_ROUTE_VALUE_CHARACTERS && !value.includes('..') && ROUTE_VALUE.test(value)
  );
}

function namesBeside(telling: readonly string[], query: string): readonly string[] {
  const told = new Set(telling.map(nameOf));
  const names = query
    .split('&', MAX_PARAMETERS)
    .map(nameOf)
    .filter((name) => /^[\w.[\]-]+$/.test(name))
    .map((name) => name.slice(0, MAX_QUERY_NAME_CHARACTERS));
  return [...new Set(names)]
    .sort()
    .slice(0, MAX_QUERY_NAMES)
    .filter((name) => !told.has(name));
}
