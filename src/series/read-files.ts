import {
  isMiss,
  type MetricRoom,
  type MetricSeries,
  type MetricSource,
  type Miss,
} from '../../parsers/contract.ts';
import { datafileNotes, isDatafile, readDatafile } from '../../parsers/munin/datafile.ts';
import { isMuninState, muninDatabaseRoom } from '../../parsers/munin/own-files.ts';
import { prometheusRoom } from '../../parsers/prometheus/room.ts';
import { rrdRooms } from '../../parsers/rrd/rooms.ts';
import type { RawSeries, SeriesFile, SkipList } from './input.ts';
import { nodeOfInstance } from './node-name.ts';
import { StoredNames } from './stored-series.ts';

const rooms: readonly MetricRoom[] = [...rrdRooms, prometheusRoom, muninDatabaseRoom];
/** Bytes that a room sees to recognise its format. */
export const HEAD_BYTES = 4096;

const unknownFormat: Miss = Object.freeze({ reason: 'not a metric format that is known' });

interface RawReading {
  readonly series: readonly RawSeries[];
  readonly notes: readonly string[];
}

/** Reads every file with the room that recognises it; files are taken in the order of their paths. */
export function readFiles(
  files: readonly SeriesFile[],
  span: MetricSource['span'],
  skips: SkipList,
): readonly RawSeries[] {
  const ordered = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const datafiles = new Map(
    ordered
      .filter(({ bytes }) => isDatafile(headText(bytes)))
      .map((file) => [file, readDatafile(new TextDecoder().decode(file.bytes))]),
  );
  const hasFields = [...datafiles.values()].some(({ size }) => size > 0);
  const names = new StoredNames(
    [...datafiles.values()],
    ordered.map(({ path }) => path),
  );
  const raw: RawSeries[] = [];
  for (const file of ordered) {
    const datafile = datafiles.get(file);
    if (datafile !== undefined) {
      skips.notes(file.path, datafileNotes(datafile));
      continue;
    }
    if (hasFields && isMuninState(lastPart(file.path))) continue;
    const read = readFile(file, span, names);
    if (isMiss(read)) {
      skips.file(file.path, read.reason);
      continue;
    }
    raw.push(...read.series);
    skips.notes(file.path, read.notes);
  }
  return raw;
}

function readFile(
  { path, bytes }: SeriesFile,
  span: MetricSource['span'],
  names: StoredNames,
): RawReading | Miss {
  if (bytes.length === 0) return { reason: 'an empty file' };
  const head = bytes.subarray(0, HEAD_BYTES);
  const room = rooms.find((candidate) => candidate.recognises(head));
  if (room === undefined) return unknownFormat;
  const fileName = lastPart(path);
  const whole = path.replaceAll('\\', '/');
  const read = room.read(bytes, { fileName, path: whole, ...(span === undefined ? {} : { span }) });
  if (isMiss(read)) return read;
  const { series, notes } = read;
  if (rrdRooms.includes(room)) return { series: names.name(series, path), notes };
  return { series: series.map((one) => scraped(one, path)), notes };
}

function scraped(series: MetricSeries, path: string): RawSeries {
  const { instance } = series.labels;
  const node = instance === undefined ? {} : { node: nodeOfInstance(instance) };
  return { ...series, ...node, vendor: 'prometheus', paths: [path] };
}

function lastPart(path: string): string {
  return path.slice(path.search(/[^/\\]*$/));
}

function headText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, HEAD_BYTES));
}
