import {
  isMiss,
  type MetricRoom,
  type MetricSeries,
  type MetricSource,
  type Miss,
} from '../../parsers/contract.ts';
import { csvRoom } from '../../parsers/csv/room.ts';
import { isDatafile, readDatafile } from '../../parsers/munin/datafile.ts';
import { isMuninState, muninDatabaseRoom } from '../../parsers/munin/own-files.ts';
import { dumpRoom } from '../../parsers/prometheus/dump-room.ts';
import { expositionRoom } from '../../parsers/prometheus/exposition-room.ts';
import { victoriaNativeRoom } from '../../parsers/prometheus/native-room.ts';
import { queryTextRoom } from '../../parsers/prometheus/query-text-room.ts';
import { prometheusRoom } from '../../parsers/prometheus/room.ts';
import { rrdRooms } from '../../parsers/rrd/rooms.ts';
import { sysstatRoom } from '../../parsers/sysstat/room.ts';
import { LocalZone } from '../request/local-zone.ts';
import type { RawSeries, SeriesFile, SeriesOptions, SkipList, Vendor } from './input.ts';
import { nodeOfInstance } from './node-name.ts';
import { StoredNames } from './stored-series.ts';

const prometheusRooms: readonly MetricRoom[] = [
  prometheusRoom,
  victoriaNativeRoom,
  dumpRoom,
  queryTextRoom,
  expositionRoom,
];
/** Tried in this order: what sysstat writes as text is a table too. */
const rooms: readonly MetricRoom[] = [
  ...rrdRooms,
  ...prometheusRooms,
  muninDatabaseRoom,
  sysstatRoom,
  csvRoom,
];
/** Rooms whose series come under their own names, with the tables of roles that know these. */
const vendors: ReadonlyMap<MetricRoom, Vendor> = new Map([
  ...prometheusRooms.map((room) => [room, 'prometheus'] as const),
  [sysstatRoom, 'sysstat'],
  [csvRoom, 'csv'],
]);
/** Bytes that a room sees to recognise its format. */
export const HEAD_BYTES = 4096;

const unknownFormat: Miss = Object.freeze({ reason: 'not a metric format that is known' });

interface RawReading {
  readonly series: readonly RawSeries[];
  readonly notes: readonly string[];
}

/** Whether a file that begins with these bytes is of a metric format, or tells of others that are. */
export function recognisesMetrics(head: Uint8Array): boolean {
  return isDatafile(headText(head)) || rooms.some((room) => room.recognises(head));
}

/** Reads every file with the room that recognises it; files are taken in the order of their paths. */
export function readFiles(
  files: readonly SeriesFile[],
  options: SeriesOptions,
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
    if (datafiles.has(file)) continue;
    if (hasFields && isMuninState(lastPart(file.path))) continue;
    const read = readFile(file, options, names);
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
  { span, zone }: SeriesOptions,
  names: StoredNames,
): RawReading | Miss {
  if (bytes.length === 0) return { reason: 'an empty file' };
  const head = bytes.subarray(0, HEAD_BYTES);
  const room = rooms.find((candidate) => candidate.recognises(head));
  if (room === undefined) return unknownFormat;
  const source: MetricSource = {
    fileName: lastPart(path),
    path: path.replaceAll('\\', '/'),
    ...(span === undefined ? {} : { span }),
    ...(zone === undefined ? {} : { zone: new LocalZone(zone) }),
  };
  const read = room.read(bytes, source);
  if (isMiss(read)) return read;
  const { series, notes } = read;
  const vendor = vendors.get(room);
  if (vendor === undefined) return { series: names.name(series, path), notes };
  return { series: series.map((one) => named(one, { vendor, paths: [path] })), notes };
}

/** A series whose labels tell its node, where they do. */
function named(series: MetricSeries, origin: Pick<RawSeries, 'vendor' | 'paths'>): RawSeries {
  const { instance } = series.labels;
  const node = instance === undefined ? {} : { node: nodeOfInstance(instance) };
  return { ...series, ...node, ...origin };
}

function lastPart(path: string): string {
  return path.slice(path.search(/[^/\\]*$/));
}

function headText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, HEAD_BYTES));
}
