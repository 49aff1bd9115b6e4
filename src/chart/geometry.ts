import type { Panel } from './panel.ts';

/** Where the strips of a picture stand, in pixels. */
export interface Geometry {
  readonly width: number;
  readonly height: number;
  /** Left and right edge of what is drawn: the labels of values stand left of it. */
  readonly left: number;
  readonly right: number;
  readonly strips: readonly Strip[];
}

/** One panel: its title begins at `titleTop`, its values lie between `top` and `top + height`. */
export interface Strip {
  readonly titleTop: number;
  readonly top: number;
  readonly height: number;
}

const heights: Readonly<Record<Panel['kind'], number>> = { primary: 150, culprit: 72, other: 56 };

/** Room for the title and its note, between strips, and below the last for the labels of time. */
const TITLE_HEIGHT = 48;
const PAUSE = 16;
const TIME_LABELS = 32;
const EDGE = 10;
const VALUE_LABELS = 74;

/** Three lines of small print at the bottom. */
export const LEGEND_HEIGHT = 60;

/** Font sizes; at a phone's width a picture is shrunk to four fifths. */
export const TEXT_PIXELS = 15;
export const NOTE_PIXELS = 13;

export function geometryOf(panels: readonly Panel[], width: number): Geometry {
  const strips: Strip[] = [];
  let next = EDGE;
  for (const { kind } of panels) {
    const height = heights[kind];
    strips.push({ titleTop: next, top: next + TITLE_HEIGHT, height });
    next += TITLE_HEIGHT + height + PAUSE;
  }
  return {
    width,
    height: next - PAUSE + TIME_LABELS + LEGEND_HEIGHT,
    left: VALUE_LABELS,
    right: width - 2 * EDGE,
    strips,
  };
}
