import type { CulpritKind } from '../analysis/culprit-kind.ts';
import { bytes, counted } from '../report/numbers.ts';
import type { Role } from '../series/series.ts';
import type { Detection, Observation, SliceCase } from './detection.ts';
import { triggeringArgument } from './query-argument.ts';
import { quoted } from './quoted.ts';
import { requestsNamed, type SliceFacts } from './slice-facts.ts';
import { usualBytes } from './usual-size.ts';

/** From so many times on a target that one client asked for is a repeated one. */
const REPEATED = 3;

/** What the number of requests and who asked would make of it. */
export const KINDS_BY_NUMBER: ReadonlySet<CulpritKind> = new Set([
  'traffic-surge',
  'crawler-burst',
  'slow-url',
]);
/** What a response takes while it is held. */
const MEMORY: ReadonlySet<Role> = new Set(['memory', 'swap']);
/** From this share of a slice's requests on its responses are large. */
const MOST = 0.5;

/**
 * Responses far larger than usual (usual-size.ts says from where on), in a slice whose bytes explain the incident. Says how large,
 * in parts or cut, asked for again and again, and by which argument.
 */
export function oversizedResponse(one: SliceCase): Detection | 'clear' | 'no-data' {
  const { facts, kind } = one;
  if (!isOfBytes(one)) return 'clear';
  if (facts.large === undefined) return 'no-data';
  if (facts.large.requests === 0) return 'clear';
  const found = [
    sizes(one),
    partial(facts),
    cut(facts),
    repeated(facts),
    facts.targets && triggeringArgument(facts.targets.ofRoute),
  ];
  return {
    ...(KINDS_BY_NUMBER.has(kind) ? { kind: 'oversized-response' } : {}),
    observations: found.filter((observation) => observation !== undefined),
  };
}

/**
 * Whether a slice is judged by bytes, or by requests in flight that hold memory, most of them for a large response: where few
 * are under way at a time, and all alike, their number explains the memory as well as their bytes do.
 */
function isOfBytes({ scored, scene, facts }: SliceCase): boolean {
  const { cost } = scored;
  if (cost === 'bytes-out' || cost === 'held-bytes') return true;
  if (cost !== 'in-flight' || !MEMORY.has(scene.series.role)) return false;
  return facts.large === undefined || facts.large.requests >= MOST * facts.requests;
}

function sizes({ scene, scored, facts }: SliceCase): Observation | undefined {
  const { large } = facts;
  if (large === undefined) return undefined;
  const usual = usualBytes(scene, scored.slice);
  const history =
    usual === undefined
      ? ''
      : `; before the incident half of this route’s responses had ${bytes(usual)} or less`;
  const most = bytes(large.largestBytes);
  const how =
    large.requests === 1
      ? `One response had ${most}`
      : `${counted(large.requests, 'response')} had ${bytes(large.fromBytes)} or more, the largest ${most}`;
  return { name: 'largest-response', value: large.largestBytes, text: `${how}${history}.` };
}

function partial({ names, requests }: SliceFacts): Observation | undefined {
  const parts = requestsNamed(names.status, '206');
  if (parts === 0) return undefined;
  return {
    name: 'partial-responses',
    value: parts,
    text: `${counted(parts, 'response')} of ${requests} sent a part of the file only (206).`,
  };
}

function cut({ large, targets }: SliceFacts): Observation | undefined {
  const stopped = (targets?.cut ?? 0) + (large?.aborted ?? 0);
  if (stopped === 0) return undefined;
  return {
    name: 'cut-responses',
    value: stopped,
    text: `${counted(stopped, 'response')} stopped short: given up by the client, or with less than half the bytes that the same target had elsewhere.`,
  };
}

function repeated({ targets }: SliceFacts): Observation | undefined {
  const most = targets?.repeated;
  if (most === undefined || most.requests < REPEATED) return undefined;
  return {
    name: 'repeated-target',
    value: most.requests,
    text: `Client ${quoted(most.client)} asked ${counted(most.requests, 'time')} for ${quoted(most.target)}.`,
  };
}
