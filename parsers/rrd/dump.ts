import { isMiss, type Miss } from '../contract.ts';
import {
  type DataSource,
  LAST_SECOND,
  measured,
  type RrdArchive,
  type RrdFile,
  rowTimes,
  versions,
} from './rrd-file.ts';
import { elementText, readCount, readNumber } from './text.ts';

/** A dump, with the part of it that is missing at its end. */
export interface Dump extends RrdFile {
  /** Says where the text is cut off; absent when it is whole. */
  readonly cut?: string;
}

type Head = Pick<RrdFile, 'version' | 'step' | 'lastUpdate' | 'sources'>;

/**
 * Reads the XML that `rrdtool dump` prints. All versions print the same elements, those before 1.4 with blanks
 * around texts, those before 1.2 without `params`. Rows carry their times in comments only; like
 * `rrdtool restore` this takes them from the last update, except in an archive that is cut off.
 * https://github.com/oetiker/rrdtool-1.x/blob/master/src/rrd_dump.c
 *
 * A scanner rather than an XML library: last readings are printed without escapes, the time of a row is in a
 * comment, and a cut text must be read as far as it goes.
 */
export function readDump(text: string): Dump | Miss {
  const [headText = '', ...blocks] = text.split('<rra>');
  const head = readHead(headText);
  if (isMiss(head)) return head;
  const archives: RrdArchive[] = [];
  const skipped: string[] = [];
  for (const block of blocks) {
    const archive = readArchive(block, head);
    if (typeof archive === 'string') skipped.push(archive);
    else if (archive === undefined) continue;
    else if (isMiss(archive)) return archive;
    else archives.push(archive);
  }
  if (archives.length + skipped.length === 0) return damaged('rra', 'there with its rows');
  const whole = text.includes('</rrd>');
  const cut = { cut: `cut off in or after archive ${blocks.length}` };
  return { ...head, archives, skipped, ...(whole ? {} : cut) };
}

function readHead(text: string): Head | Miss {
  const version = elementText(text, 'version') ?? '';
  if (!versions.has(version)) return damaged('version', 'one of 0001, 0003, 0004, 0005');
  const step = readCount(elementText(text, 'step'));
  if (!step) return damaged('step', 'a number of seconds');
  const lastUpdate = readCount(elementText(text, 'lastupdate'));
  if (lastUpdate === undefined || lastUpdate > LAST_SECOND) {
    return damaged('lastupdate', 'a time after 1970');
  }
  const sources = readSources(text);
  return isMiss(sources) ? sources : { version, step, lastUpdate, sources };
}

function readSources(headText: string): readonly DataSource[] | Miss {
  const sources: DataSource[] = [];
  for (const block of headText.split('<ds>').slice(1)) {
    const name = elementText(block, 'name');
    const type = elementText(block, 'type');
    if (!name || !type) return damaged('ds', 'a data source with name and type');
    const heartbeat = readCount(elementText(block, 'minimal_heartbeat'));
    sources.push({
      name,
      type,
      ...(heartbeat === undefined ? {} : { heartbeat }),
      ...bound('min', elementText(block, 'min')),
      ...bound('max', elementText(block, 'max')),
    });
  }
  return sources.length === 0 ? damaged('ds', 'there') : sources;
}

function bound(key: 'min' | 'max', text: string | undefined): Partial<DataSource> {
  const value = readNumber(text ?? '');
  return value === undefined || Number.isNaN(value) ? {} : { [key]: value };
}

/** An archive, the name of one that holds predictions, or nothing where the text ends before its rows. */
function readArchive(block: string, head: Head): RrdArchive | string | undefined | Miss {
  const databaseAt = block.indexOf('<database>');
  if (databaseAt < 0) return block.includes('</rra>') ? damaged('database', 'there') : undefined;
  const consolidation = elementText(block, 'cf') ?? '';
  if (!measured.has(consolidation)) return consolidation;
  const pdpPerRow = readCount(elementText(block, 'pdp_per_row'));
  if (!pdpPerRow) return damaged('pdp_per_row', 'at least one point a row');
  const xff = readNumber(elementText(block, 'xff') ?? '') ?? Number.NaN;
  const isCut = !block.includes('</database>');
  const database = block.slice(databaseAt);
  const rows = readRows(database, head.sources.length);
  if (isMiss(rows)) return rows;
  const stepSeconds = head.step * pdpPerRow;
  const [first] = rows;
  const count = first?.length ?? 0;
  if (count === 0) return isCut ? undefined : damaged('database', 'at least one row');
  const times = isCut
    ? timesFromComment(database, count, stepSeconds)
    : rowTimes(count, stepSeconds, head.lastUpdate);
  if (times === undefined) return undefined;
  return { consolidation, pdpPerRow, xff, stepSeconds, times, values: rows };
}

/** The whole rows, as one array for each source. */
function readRows(database: string, sourceCount: number): readonly Float64Array[] | Miss {
  const columns = Array.from({ length: sourceCount }, (): number[] => []);
  let row = 0;
  for (let at = database.indexOf('<row>'); at >= 0; at = database.indexOf('<row>', at + 5)) {
    const end = database.indexOf('</row>', at);
    if (end < 0) break;
    row += 1;
    const cells = database
      .slice(at + 5, end)
      .split('<v>')
      .slice(1);
    if (cells.length !== sourceCount) return damaged(`row ${row}`, 'one value for each source');
    for (const [source, cell] of cells.entries()) {
      const value = readNumber(cell.replace(/<\/v>\s*$/, ''));
      if (value === undefined) return damaged(`row ${row}`, 'made of numbers');
      columns[source]?.push(value);
    }
  }
  return columns.map((values) => Float64Array.from(values));
}

/** Times counted from the comment before the first row: `<!-- 2023-11-14 22:15:00 UTC / 1700000100 -->`. */
function timesFromComment(
  database: string,
  count: number,
  stepSeconds: number,
): Float64Array | undefined {
  const { seconds } = /\/ (?<seconds>\d{1,15}) -->\s*<row>/.exec(database)?.groups ?? {};
  if (seconds === undefined) return undefined;
  return Float64Array.from(
    { length: count },
    (_, row) => (Number(seconds) + row * stepSeconds) * 1000,
  );
}

function damaged(field: string, expected: string): Miss {
  return { reason: `damaged rrdtool dump: ${field} is not ${expected}`, field };
}
