import { isMiss, type MetricRoom, type MetricSeries } from '../../../parsers/contract.ts';

/** What a room makes of a text: the reason of its miss, or samples as `[time, value]` by series and its notes. */
export function readText(room: MetricRoom, text: string | Uint8Array, fileName = 'metrics') {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const reading = room.read(bytes, { fileName, path: fileName });
  if (isMiss(reading)) return reading.reason;
  const series = reading.series.map((one) => [nameOf(one), samplesOf(one)] as const);
  return { series: Object.fromEntries(series), notes: reading.notes };
}

export function samplesOf({ times, values }: MetricSeries): readonly (readonly [number, number])[] {
  return [...times].map((time, index) => [time, values[index] ?? Number.NaN] as const);
}

/** `name{a="b"}`, labels sorted. */
export function nameOf({ name, labels }: MetricSeries): string {
  const entries = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return name;
  return `${name}{${entries.map(([label, value]) => `${label}=${JSON.stringify(value)}`)}}`;
}

export function recognises(room: MetricRoom, text: string): boolean {
  return room.recognises(new TextEncoder().encode(text).subarray(0, 4096));
}
