import {
  isMiss,
  type MetricRoom,
  type MetricSeries,
  type MetricSource,
  type Miss,
} from '../../parsers/contract.ts';
import { isDatafile, readDatafile } from '../../parsers/munin/datafile.ts';
import { dumpRoom } from '../../parsers/prometheus/dump-room.ts';
import { expositionRoom } from '../../parsers/prometheus/exposition-room.ts';
import { victoriaNativeRoom } from '../../parsers/prometheus/native-room.ts';
import { queryTextRoom } from '../../parsers/prometheus/query-text-room.ts';
import { prometheusRoom } from '../../parsers/prometheus/room.ts';
import { rrdRoom } from '../../parsers/rrd/room.ts';
import type { RawSeries, SeriesFile, SkipList } from './input.ts';
import { MuninNames } from './munin-names.ts';
import { nodeOfInstance } from './node-name.ts';

const rooms: readonly MetricRoom[] = [
  rrdRoom,
  prometheusRoom,
  victoriaNativeRoom,
  dumpRoom,
  queryTextRoom,
  expositionRoom,
];
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
  span: MetricSource['span'],
  skips: SkipList,
): readonly RawSeries[] {
  const ordered = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const datafiles = ordered.filter(({ bytes }) => isDatafile(headText(bytes)));
  const names = new MuninNames(
    datafiles.map(({ bytes }) => readDatafile(new TextDecoder().decode(bytes))),
    ordered.map(({ path }) => lastPart(path)),
  );
  const raw: RawSeries[] = [];
  for (const file of ordered) {
    if (datafiles.includes(file)) continue;
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
  names: MuninNames,
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
  if (room !== rrdRoom) return { series: series.map((one) => scraped(one, path)), notes };
  return { series: stored(series, path, names), notes };
}

function scraped(series: MetricSeries, path: string): RawSeries {
  const { instance } = series.labels;
  const node = instance === undefined ? {} : { node: nodeOfInstance(instance) };
  return { ...series, ...node, vendor: 'prometheus', paths: [path] };
}

/** The series of one RRD, named as Munin's file name says, or by the file's own name. */
function stored(
  series: readonly MetricSeries[],
  path: string,
  names: MuninNames,
): readonly RawSeries[] {
  const fileName = lastPart(path);
  const paths = [path];
  const munin = names.resolve(fileName);
  if (munin !== undefined && series.length === 1) {
    const { host, ...identity } = munin;
    return series.map((one) => ({ ...one, ...identity, node: host, vendor: 'munin', paths }));
  }
  const stem = fileName.replace(/\.rrd$/, '');
  return series.map((one) => ({ ...one, name: `${stem}.${one.name}`, vendor: 'rrd', paths }));
}

function lastPart(path: string): string {
  return path.slice(path.search(/[^/\\]*$/));
}

function headText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, HEAD_BYTES));
}
