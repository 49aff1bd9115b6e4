const MINUTE_MS = 60_000;

/**
 * Epoch milliseconds as ISO 8601 with the given offset in minutes east of UTC, whole seconds unless the
 * time has a fraction. Independent of the process' zone.
 */
export function isoTime(timeMs: number, offsetMinutes: number): string {
  const local = new Date(Math.round(timeMs) + offsetMinutes * MINUTE_MS).toISOString();
  const clock = local.slice(0, -1).replace(/\.000$/, '');
  return `${clock}${offsetText(offsetMinutes)}`;
}

/** `+05:30` for 330 minutes east of UTC. */
export function offsetText(offsetMinutes: number): string {
  const size = Math.abs(offsetMinutes);
  const hours = String(Math.floor(size / 60)).padStart(2, '0');
  const minutes = String(size % 60).padStart(2, '0');
  return `${offsetMinutes < 0 ? '-' : '+'}${hours}:${minutes}`;
}
