/** Parameter names of a query that are kept, sorted, and the longest name. */
export const MAX_QUERY_NAMES = 8;
export const MAX_QUERY_NAME_CHARACTERS = 32;
/** Parts of a query that are looked at. */
const MAX_PARAMETERS = 64;

/** Pages and programs that serve a whole site, told apart by their query. */
const FRONT_CONTROLLER =
  /(?:^|\/)(?:[^/]*\.(?:php\d?|phtml|cgi|fcgi|pl|py|asp|aspx|jsp|do|cfm))?$/i;

/**
 * Parameters whose value says what such a page does, most telling first: hand-written sites, OpenCart
 * (https://docs.opencart.com/en-gb/developer/), Yii (https://www.yiiframework.com/doc/guide/2.0/en/runtime-routing),
 * Joomla (https://docs.joomla.org/Search_Engine_Friendly_URLs), WordPress' admin-ajax.php
 * (https://developer.wordpress.org/plugins/javascript/ajax/).
 */
const routeParameters: readonly string[] = [
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

interface Parameter {
  readonly name: string;
  readonly value: string;
}

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
  const parameters = query.split('&', MAX_PARAMETERS).map(parameterOf);
  const telling = FRONT_CONTROLLER.test(path) ? tellingOf(parameters) : [];
  const told = new Set(telling.map(({ name }) => name));
  const others = queryNames ? namesOf(parameters).filter((name) => !told.has(name)) : [];
  const parts = [...telling.map(({ name, value }) => `${name}=${value}`), ...others];
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

function parameterOf(text: string): Parameter {
  const equals = text.indexOf('=');
  if (equals < 0) return { name: text, value: '' };
  return { name: text.slice(0, equals), value: text.slice(equals + 1).replaceAll(/%2f/gi, '/') };
}

function tellingOf(parameters: readonly Parameter[]): readonly Parameter[] {
  return routeParameters.flatMap((wanted) => {
    const found = parameters.find(({ name }) => name === wanted);
    return found !== undefined && isRouteValue(found.value) ? [found] : [];
  });
}

function isRouteValue(value: string): boolean {
  return (
    value.length <= MAX_ROUTE_VALUE_CHARACTERS && !value.includes('..') && ROUTE_VALUE.test(value)
  );
}

function namesOf(parameters: readonly Parameter[]): readonly string[] {
  const names = parameters.map(({ name }) => name).filter((name) => /^[\w.[\]-]+$/.test(name));
  const clipped = names.map((name) => name.slice(0, MAX_QUERY_NAME_CHARACTERS));
  return [...new Set(clipped)].sort().slice(0, MAX_QUERY_NAMES);
}
