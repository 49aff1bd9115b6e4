import { isMiss } from '../../parsers/contract.ts';
import { expositionRoom } from '../../parsers/prometheus/exposition-room.ts';
import { readStatusPage } from '../../parsers/status-pages.ts';
import { isWanted } from '../series/wanted-metrics.ts';
import type { PageReader, PageSettings } from './page-poll.ts';
import { SCRAPE_STEP_SECONDS } from './scrape-poll.ts';

/** Metrics of names that no table knows, which are taken of one page at most: the first by name. */
export const MAX_UNKNOWN = 100;

/** A server's status page. */
const readStatus: PageReader = (body) =>
  readStatusPage(new TextDecoder().decode(body)) ??
  'this is no status page that is known: Apache’s and lighttpd’s want ?auto';

/** An exporter's `/metrics`: of its samples those that a table knows, else some. */
const readExporter: PageReader = (body, timeMs) => {
  const time = Buffer.from(`# scraped at ${new Date(timeMs).toISOString()}\n`);
  const read = expositionRoom.read(Buffer.concat([time, body]), { fileName: '', path: '' });
  if (isMiss(read)) return read.reason;
  const known = read.series.filter(({ name }) => isWanted('prometheus', name));
  const taken =
    known.length > 0
      ? known
      : [...read.series].sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, MAX_UNKNOWN);
  return taken.map(({ name, labels, values }) => ({
    name,
    labels,
    value: values[0] ?? Number.NaN,
  }));
};

type PageKind = Pick<PageSettings, 'read' | 'stepSeconds'>;

/** Seconds between two looks at a status page, which is made without effort. */
const STATUS_STEP_SECONDS = 5;

/** Status pages of Apache, lighttpd and nginx. */
export const statusPages: PageKind = { read: readStatus, stepSeconds: STATUS_STEP_SECONDS };
/** What exporters show. */
export const exporterPages: PageKind = { read: readExporter, stepSeconds: SCRAPE_STEP_SECONDS };
