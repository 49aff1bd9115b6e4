import type { Piece } from './contract.ts';
import { holdsLiteral } from './cursor.ts';
import { type HeaderTime, instantIn } from './header-time.ts';
import { IsoClock } from './iso-time.ts';

const PIPE = 0x7c;
const SPACE = 0x20;
const UPPER_F = 0x46;
const UPPER_P = 0x50;

/** Nanoseconds and an offset with a colon have 35 bytes. */
const LONGEST_TIME = 40;

/** Longer names of services are none: DNS labels have at most 63 bytes, and compose adds a number. */
export const MAX_SERVICE_BYTES = 128;

const streams = ['stdout', 'stderr'].map((name) => ({
  name,
  literal: new TextEncoder().encode(` ${name} `),
}));
const clock = new IsoClock();

/**
 * The offset behind the header of the Kubernetes container runtime interface, `2026-11-21T04:06:17.123456789Z stdout
 * F `, or -1. Pieces of a line that the runtime cut (`P`) are no lines; `criPieceOf` tells them.
 * https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md
 */
export function skipCriHeader(bytes: Uint8Array, start: number, end: number): number {
  const piece = criPieceOf(bytes, start, end);
  return piece?.isLast ? piece.at : -1;
}

/** The piece that a line behind a header of the runtime is, most often the only one; undefined without a header. */
export function criPieceOf(bytes: Uint8Array, start: number, end: number): Piece | undefined {
  const stop = criTimeEnd(bytes, start, end);
  if (stop < 0 || Number.isNaN(clock.read(bytes, start, stop))) return undefined;
  const stream = streams.find(({ literal }) => holdsLiteral(bytes, stop, end, literal));
  if (stream === undefined) return undefined;
  const tag = stop + stream.literal.length;
  if (bytes[tag] !== UPPER_F && bytes[tag] !== UPPER_P) return undefined;
  // Behind the first tag others may stand, after colons.
  const behind = spaceAt(bytes, tag, end);
  if (behind < 0) return undefined;
  const isLast = bytes[tag] === UPPER_F;
  return { stream: stream.name, isLast, mayBeWhole: isLast, at: behind + 1, stop: end };
}

/** The time of that header. */
export function criTime(bytes: Uint8Array, start: number, end: number): HeaderTime | undefined {
  const stop = criTimeEnd(bytes, start, end);
  return instantIn(String.fromCharCode(...bytes.subarray(start, Math.max(start, stop))));
}

function criTimeEnd(bytes: Uint8Array, start: number, end: number): number {
  return spaceAt(bytes, start, Math.min(end, start + LONGEST_TIME));
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
