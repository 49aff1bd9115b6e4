import { abusive } from './abusive-kinds.ts';
import type { CaptureKind } from './capture-kind.ts';
import { controls } from './control-kinds.ts';
import { slowKinds } from './slow-kinds.ts';

export const kinds: readonly CaptureKind[] = [...abusive, ...slowKinds, ...controls];
