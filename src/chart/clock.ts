/**
 * Times of a picture as its reader's clock shows them: milliseconds of the local time, as if that were UTC. All times of
 * a report carry the same offset.
 */
export function localMs(iso: string): number {
  return Date.parse(iso.replace(/(?:Z|[+-]\d{2}:\d{2})$/, 'Z'));
}
