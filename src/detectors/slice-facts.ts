import type { Dimension } from '../rollup/dimension.ts';

/** A name in a dimension, and how many requests have it. */
export interface NamedRequests {
  readonly name: string;
  readonly requests: number;
}

/** The names that a slice's requests have in one dimension. */
export interface NameTally {
  /** Requests that have a name there. */
  readonly named: number;
  /** Different names; the least that there are where `isMore`. */
  readonly different: number;
  readonly isMore: boolean;
  /** Most requests first, no more than `MOST_NAMES_TOLD`. */
  readonly most: readonly NamedRequests[];
}

/** Dimensions whose names tell what for, who asked, how, and with what result. */
export const namedDimensions: readonly Dimension[] = [
  'route',
  'client',
  'network',
  'agent',
  'status',
  'method',
  'protocol',
  'referer',
];

/** Names of a dimension that are told by name. */
export const MOST_NAMES_TOLD = 8;

/** Responses of the slice from so many bytes on. */
export interface LargeResponses {
  readonly fromBytes: number;
  readonly requests: number;
  readonly largestBytes: number;
  /** Of them, those that were given up by the client. */
  readonly aborted: number;
}

/** Requests that took long. */
export interface LongRequests {
  readonly fromSeconds: number;
  readonly requests: number;
  /** Of them, those that moved next to nothing in that time (`TRICKLE_BYTES_PER_SECOND`). */
  readonly trickling: number;
}

/** One parameter of a query, as the slice's requests had it. */
export interface ArgumentFacts {
  readonly name: string;
  /** Requests that had it: all, those with a large response, and the others whose size is known. */
  readonly requests: number;
  readonly large: number;
  readonly small: number;
  /** Different values; the least that there are where `isMore`. */
  readonly values: number;
  readonly isMore: boolean;
  /** Requests whose value no person would type: digits among letters, or many digits. */
  readonly opaque: number;
  /** The value that most large responses had; absent where none had any. */
  readonly telling?: { readonly value: string; readonly large: number; readonly small: number };
  /** The least number in large responses and the greatest in others, where all its values are numbers. */
  readonly numbers?: { readonly leastOfLarge: number; readonly mostOfSmall: number };
}

/** What the requests of a route had for arguments, those with large responses and the others. */
export interface RouteArguments {
  /** Requests with a large response, and others whose size is known. */
  readonly large: number;
  readonly small: number;
  readonly arguments: readonly ArgumentFacts[];
}

/** Numbers by which requests walked through pages of a list: `?page=12`, `/page/12`. */
export interface PageFacts {
  readonly name: string;
  readonly requests: number;
  readonly middle: number;
  readonly most: number;
  /** How far they grew with time, a correlation from -1 to 1. */
  readonly climb: number;
}

/** What the targets of the slice's requests tell, argument by argument. */
export interface TargetFacts {
  /** Requests whose target was read; fewer than all where there are very many. */
  readonly read: number;
  /** Those that most requests had first. */
  readonly arguments: readonly ArgumentFacts[];
  /** The same of all requests of the slice's route, whoever made them. */
  readonly ofRoute: RouteArguments;
  readonly pages?: PageFacts;
  /** The target that one client asked for most often. */
  readonly repeated?: {
    readonly target: string;
    readonly client: string;
    readonly requests: number;
  };
  /** Successful responses with less than half the bytes that another of the same target and status had. */
  readonly cut: number;
}

/** What is known of a slice's requests in the window of an incident. Absent is not known. */
export interface SliceFacts {
  readonly requests: number;
  readonly clients?: number;
  readonly names: Readonly<Partial<Record<Dimension, NameTally>>>;
  /** Requests whose agent is odd (odd-agent.ts); absent where agents are not known. */
  readonly oddAgents?: number;
  /** Different clients of the slice that asked for a style sheet, script, picture or font too. */
  readonly assetClients?: number;
  readonly large?: LargeResponses;
  readonly long?: LongRequests;
  /** Bytes received, and of how many requests they are known. */
  readonly received?: { readonly requests: number; readonly bytes: number };
  readonly targets?: TargetFacts;
}

/** What is known of all traffic in the window. */
export interface TrafficFacts {
  readonly requests: number;
  readonly clients?: number;
  readonly assetClients?: number;
}

/** Requests with this name, 0 where none has. */
export function requestsNamed(tally: NameTally | undefined, name: string): number {
  return tally?.most.find((one) => one.name === name)?.requests ?? 0;
}

/** Requests whose name passes a test, of those names that are told. */
export function requestsWhere(
  tally: NameTally | undefined,
  test: (name: string) => boolean,
): number {
  let sum = 0;
  for (const { name, requests } of tally?.most ?? []) if (test(name)) sum += requests;
  return sum;
}
