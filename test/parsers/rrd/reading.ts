import {
  isMiss,
  type MetricReading,
  type MetricRoom,
  type MetricSeries,
} from '../../../parsers/contract.ts';

const file = { fileName: 'a.rrd', path: 'a.rrd' };

/** What the only room that recognises the bytes reads of them. */
export function readWith(rooms: readonly MetricRoom[], bytes: Uint8Array): MetricReading {
  const [room, ...others] = rooms.filter((one) => one.recognises(bytes.subarray(0, 4096)));
  if (room === undefined || others.length > 0) throw new Error('not one room recognises it');
  const reading = room.read(bytes, file);
  if (isMiss(reading)) throw new Error(reading.reason);
  return reading;
}

/** The only series of a file. */
export function valuesOf(rooms: readonly MetricRoom[], bytes: Uint8Array): MetricSeries {
  const [series, ...others] = readWith(rooms, bytes).series;
  if (series === undefined || others.length > 0) throw new Error('not one series');
  return series;
}
