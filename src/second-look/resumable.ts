import type { LogFacts } from '../ingest/log-facts.ts';

/**
 * Whether a log can be read again from the beginning of any segment on, and its lines mean what they did: their times hang
 * on no earlier ones by their year, their zone or a clock that was put back, and no line was cut into pieces. `zone` is that
 * of times without one.
 */
export function isResumable({ format, times }: LogFacts, zone: string | undefined): boolean {
  const isCut = format?.parser.pieceOf !== undefined;
  const isByZone = zone !== undefined && times.zones.zoneless > 0;
  return !isCut && !isByZone && times.yearless === 0 && times.jumps.length === 0;
}
