import { ExpectedError } from '../errors.ts';
import { shownUrl } from './http-get.ts';

/** A query is an address: servers and proxies cut those that are longer than 8 kB. */
const NAMES_BYTES = 3000;

/** Runs of names that fit into one query, with at most `most` series together; at least one name each. */
export function batches(
  names: readonly string[],
  seriesOf: (name: string) => number,
  most: number,
): readonly (readonly string[])[] {
  const all: string[][] = [];
  let length = Number.POSITIVE_INFINITY;
  let series = 0;
  for (const name of names) {
    if (length + name.length > NAMES_BYTES || series + seriesOf(name) > most) {
      all.push([]);
      length = 0;
      series = 0;
    }
    all.at(-1)?.push(name);
    length += name.length + 1;
    series += seriesOf(name);
  }
  return all;
}

/** `{__name__=~"a|b",instance="web1"}`. Names need no escapes, but for the dots that Prometheus 3 allows. */
export function selecting(names: readonly string[], selector: string): string {
  const alternatives = names.map((name) => name.replace(/[^\w:]/g, '\\$&')).join('|');
  const wanted = `__name__=~${JSON.stringify(alternatives)}`;
  return selector === '' ? `{${wanted}}` : `{${wanted},${selector}}`;
}

/** What stands between the braces of `match[]`; a metric's name in front of them is a label too. */
export function bodyOf(text: string, url: URL): string {
  const { name, body } = /^(?<name>[\w:]*)(?:\{(?<body>.*)\})?$/s.exec(text.trim())?.groups ?? {};
  const own = name ? [`__name__=${JSON.stringify(name)}`] : [];
  const parts = [...own, ...(body?.trim() ? [body.trim().replace(/,$/, '')] : [])];
  if (parts.length > 0) return parts.join(',');
  throw new ExpectedError(
    `match[]=${text} of ${shownUrl(url)} selects nothing`,
    'write it like match[]={instance="web1:9100"}',
  );
}
