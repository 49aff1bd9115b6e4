import type { CulpritKind } from '../analysis/culprit-kind.ts';
import type { Scene } from '../analysis/scene.ts';
import type { Scored } from '../analysis/score.ts';
import type { SliceFacts, TrafficFacts } from './slice-facts.ts';

/** How a slice went about it, where that is known: beside its kind, which says what it did. */
export const patterns = [
  'slow-clients',
  'slow-downloads',
  'brute-force',
  'cache-busting',
  'upload-stream',
  'distributed-crawler',
  'one-client',
  'one-network',
  'flash-crowd',
] as const;
export type Pattern = (typeof patterns)[number];

/** A ranked slice with all that is known of it, to be explained. */
export interface SliceCase {
  readonly scored: Scored;
  readonly scene: Scene;
  /** By its cost and growth alone (culprit-kind.ts). */
  readonly kind: CulpritKind;
  readonly facts: SliceFacts;
  /** From its first request in the window to its last. */
  readonly spanSeconds: number;
  readonly traffic: TrafficFacts;
}

/** A fact about the slice as a sentence, with its number. Texts of logs stand in it quoted. */
export interface Observation {
  readonly name: string;
  readonly value: number;
  readonly text: string;
}

export interface Detection {
  /** In place of the kind that the cost gave. */
  readonly kind?: CulpritKind;
  readonly pattern?: Pattern;
  readonly observations: readonly Observation[];
}

/** What a detector says where its rule does not hold, and where what it asks for is not known. */
export type Detector = (one: SliceCase) => Detection | 'clear' | 'no-data';
