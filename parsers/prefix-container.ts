import { holdsLiteral } from './cursor.ts';
import { IsoClock } from './iso-time.ts';

const PIPE = 0x7c;
const SPACE = 0x20;
const UPPER_F = 0x46;

/** Longer names of services are none: DNS labels have at most 63 bytes, and compose adds a number. */
export const MAX_SERVICE_BYTES = 128;

const streams = ['stdout', 'stderr'].map((name) => new TextEncoder().encode(` ${name} `));
const clock = new IsoClock();

/**
 * The offset behind the header of the Kubernetes container runtime interface, `2026-11-21T04:06:17.123456789Z stdout
 * F `, or -1. The pieces of a line that the runtime cut (`P`) are no lines, and missed.
 * https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md
 */
export function skipCriHeader(bytes: Uint8Array, start: number, end: number): number {
  const stop = spaceAt(bytes, start, Math.min(end, start + 40));
  if (stop < 0 || Number.isNaN(clock.read(bytes, start, stop))) return -1;
  const stream = streams.find((name) => holdsLiteral(bytes, stop, end, name));
  if (stream === undefined) return -1;
  const tag = stop + stream.length;
  // Behind the first tag others may stand, after colons.
  if (tag >= end || bytes[tag] !== UPPER_F) return -1;
  const behind = spaceAt(bytes, tag, end);
  return behind < 0 ? -1 : behind + 1;
}

/**
 * The offset behind the name that `docker compose logs` writes, `web-1  | `, or -1.
 * https://docs.docker.com/reference/cli/docker/compose/logs/
 */
export function skipComposeService(bytes: Uint8Array, start: number, end: number): number {
  const limit = Math.min(end, start + MAX_SERVICE_BYTES);
  let at = spaceAt(bytes, start, limit);
  if (at <= start) return -1;
  while (at < limit && bytes[at] === SPACE) at++;
  return at + 1 < end && bytes[at] === PIPE && bytes[at + 1] === SPACE ? at + 2 : -1;
}

function spaceAt(bytes: Uint8Array, at: number, end: number): number {
  for (let stop = at; stop < end; stop++) if (bytes[stop] === SPACE) return stop;
  return -1;
}
