import type { CulpritKind } from '../analysis/culprit-kind.ts';
import type { Pattern } from '../analysis/culprit-pattern.ts';
import type { Scene } from '../analysis/scene.ts';
import type { Scored } from '../analysis/score.ts';
import type { SliceFacts, TrafficFacts } from './slice-facts.ts';

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
