import { parseNetwork } from '../request/network.ts';
import type { Pseudonyms } from './pseudonyms.ts';

/** What may be an address or a network: of version 4, or of version 6 with what it may embed. */
const ADDRESS =
  /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,3})?(?!\w|\.\d)|(?=[\da-f.]*:[\da-f.:]*:)[\da-f:]+(?:\.\d{1,3}){0,3}(?:\/\d{1,3})?(?![\w:]|\.\d))/gi;
/** The version of a product, which may look like an address: `Chrome/142.0.0.0`. */
const PRODUCT = /[A-Z][A-Za-z]+\/$/;
/** A parameter with its value, in a URL. */
const PARAMETER = /([?&;][^=&;\s"'`#]*=)([^&;\s"'`#]+)/g;
/** A query that is a value by itself: `/page?20391`. */
const BARE_QUERY = /\?([^=&;\s"'`#?]+)(?=[&;\s"'`#]|$)/g;
/** A parameter with its value, as sentences quote it. */
const QUOTED_PARAMETER = /`([^`=\s/?{]+)=([^`]+)`/g;

/** Replaces addresses and networks, and clients that go by a name. */
export function withoutAddresses(text: string, pseudonyms: Pseudonyms): string {
  const replaced = text.replace(ADDRESS, (found, at: number) => {
    const isVersion = PRODUCT.test(text.slice(0, at)) && pseudonyms.known(found) === undefined;
    return isVersion ? found : addressName(found, pseudonyms);
  });
  return withoutNames(replaced, pseudonyms);
}

/** Replaces addresses and the values of queries in a URL, or in text that holds some. */
export function withoutValues(text: string, pseudonyms: Pseudonyms): string {
  const named = text
    .replace(PARAMETER, (_, name: string, value: string) => name + valueName(value, pseudonyms))
    .replace(BARE_QUERY, (_, value: string) => `?${valueName(value, pseudonyms)}`);
  return withoutAddresses(named, pseudonyms);
}

/** Replaces them in a sentence, which may also quote a parameter by itself. */
export function withoutQuotedValues(text: string, pseudonyms: Pseudonyms): string {
  const named = text.replace(
    QUOTED_PARAMETER,
    (_, name: string, value: string) => `\`${name}=${valueName(value, pseudonyms)}\``,
  );
  return withoutValues(named, pseudonyms);
}

function addressName(text: string, pseudonyms: Pseudonyms): string {
  const known = pseudonyms.known(text);
  if (known !== undefined) return known;
  if (parseNetwork(text) === undefined) return text;
  return pseudonyms.of(text.includes('/') ? 'network' : 'address', text);
}

/** A name that was given already stays: what is replaced twice is the same. */
function valueName(value: string, pseudonyms: Pseudonyms): string {
  return /^value-\d+$/.test(value) ? value : pseudonyms.of('value', value);
}

/** Host names of clients, where a server has looked them up. */
function withoutNames(text: string, pseudonyms: Pseudonyms): string {
  let result = text;
  for (const name of pseudonyms.named('client')) {
    if (/^[\d.]+$|:/.test(name) || !result.includes(name)) continue;
    result = result.replace(wholeWord(name), pseudonyms.of('client', name));
  }
  return result;
}

function wholeWord(name: string): RegExp {
  return new RegExp(`(?<![\\w.-])${escaped(name)}(?![\\w-]|\\.\\w)`, 'g');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
